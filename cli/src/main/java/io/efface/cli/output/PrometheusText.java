package io.efface.cli.output;

import io.efface.erasure.metrics.JobGauge;
import io.efface.erasure.metrics.JobMetrics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Formats the numbers of a job in the text format of Prometheus, version 0.0.4. */
final class PrometheusText {
    /** The gauge that exists only after the command has ended. */
    static final String EXIT_CODE = "efface_job_exit_code";

    private PrometheusText() {}

    /**
     * Returns the text. Gauges without a value are left out.
     *
     * @param exitCode the exit code of the command; empty while the command works
     */
    static String of(JobMetrics metrics, OptionalInt exitCode) {
        return of(metrics, List.of(JobGauge.values()), exitCode);
    }

    /**
     * Returns the text for a job whose numbers cannot be read: the time and the exit code.
     *
     * @param job the name of the job; empty if it is not known
     * @param now the present time
     */
    static String withoutNumbers(String job, Instant now, OptionalInt exitCode) {
        return of(new JobMetrics(job, now, Optional.empty(), 0, List.of()), List.of(JobGauge.UPDATED), exitCode);
    }

    private static String of(JobMetrics metrics, List<JobGauge> gauges, OptionalInt exitCode) {
        StringBuilder text = new StringBuilder();
        String job = label(JobGauge.JOB, metrics.job());
        for (JobGauge gauge : gauges) {
            List<String> samples = new ArrayList<>();
            if (gauge.isPerAccount()) {
                metrics.accounts()
                        .forEach(account -> add(
                                samples,
                                gauge.prometheusName(),
                                job + "," + label(JobGauge.ACCOUNT, account.name()),
                                gauge.value(metrics, account)));
            } else {
                add(samples, gauge.prometheusName(), job, gauge.value(metrics));
            }
            family(text, gauge.prometheusName(), gauge.help(), samples);
        }
        List<String> exit = new ArrayList<>();
        exitCode.ifPresent(code -> add(exit, EXIT_CODE, job, code));
        family(text, EXIT_CODE, "Exit code of the command; missing while the command works", exit);
        return text.toString();
    }

    private static void family(StringBuilder text, String name, String help, List<String> samples) {
        if (!samples.isEmpty()) {
            text.append("# HELP ").append(name).append(' ').append(help).append('\n');
            text.append("# TYPE ").append(name).append(" gauge\n");
            samples.forEach(text::append);
        }
    }

    private static void add(List<String> samples, String name, String labels, double value) {
        if (!Double.isNaN(value)) {
            String number = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
            samples.add(name + "{" + labels + "} " + number + "\n");
        }
    }

    private static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
