package io.efface.erasure.metrics;

import io.efface.erasure.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of a job. Each gauge has the label {@value #JOB}. The gauges of an account also have the label {@value #ACCOUNT}. New
 * constants may be added later.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum JobGauge {
    /** The number of targets that another run would process. */
    OPEN("efface.job.open", "targets", "Targets that another run would process", JobMetrics.Account::open),
    /** The number of {@link TargetState#DONE} targets. */
    DONE("efface.job.done", "targets", "Targets that were deleted or are absent", TargetState.DONE),
    /** The number of {@link TargetState#FAILED} targets. */
    FAILED("efface.job.failed", "targets", "Targets that were certainly not deleted", TargetState.FAILED),
    /** The number of {@link TargetState#PARTIAL} targets. */
    PARTIAL("efface.job.partial", "targets", "Targets of which not all faces are gone", TargetState.PARTIAL),
    /** The number of {@link TargetState#UNKNOWN} targets, which are also open. */
    UNKNOWN(
            "efface.job.unknown",
            "targets",
            "Targets for which it is unknown whether they were deleted; they are also open",
            TargetState.UNKNOWN),
    /** The number of {@link TargetState#PRESENT} targets. */
    PRESENT(
            "efface.job.present",
            "targets",
            "Targets that a verification found after their deletion",
            TargetState.PRESENT),
    /** The number of {@link TargetState#HELD} targets. */
    HELD("efface.job.held", "targets", "Targets on the hold list", TargetState.HELD),
    /**
     * The time from the reading until the time by which the job has to be done; negative after that time. {@code NaN} if the job has no
     * such time, or if all planned targets of the account are done.
     */
    MARGIN(
            "efface.job.margin",
            "seconds",
            "Time until the job is due, while planned targets of the account are not done; negative if it is overdue",
            null,
            JobGauge::margin),
    /** The number of rows that were refused. */
    REFUSED("efface.job.refused", "rows", "Rows that were refused", metrics -> metrics.refusedRows(), null),
    /** The time by which the job has to be done, in seconds since 1970; {@code NaN} if no time was given. */
    DUE(
            "efface.job.due.timestamp",
            "seconds",
            "Unix time by which the job has to be done",
            metrics -> metrics.dueAt().map(JobGauge::unixTime).orElse(Double.NaN),
            null),
    /** The time of the reading, in seconds since 1970. */
    UPDATED(
            "efface.job.updated.timestamp",
            "seconds",
            "Unix time at which these numbers were read from the ledger",
            metrics -> unixTime(metrics.readAt()),
            null);

    /** The label with the name of the job. */
    public static final String JOB = "job";

    /** The label with the name of the account. */
    public static final String ACCOUNT = "account";

    private final String meterName;
    private final String unit;
    private final String help;
    private final @Nullable ToDoubleFunction<JobMetrics> ofJob;
    private final @Nullable ToDoubleBiFunction<JobMetrics, JobMetrics.Account> ofAccount;

    JobGauge(String meterName, String unit, String help, TargetState state) {
        this(meterName, unit, help, account -> account.in(state));
    }

    JobGauge(String meterName, String unit, String help, ToDoubleFunction<JobMetrics.Account> ofAccount) {
        this(meterName, unit, help, null, (metrics, account) -> ofAccount.applyAsDouble(account));
    }

    JobGauge(
            String meterName,
            String unit,
            String help,
            @Nullable ToDoubleFunction<JobMetrics> ofJob,
            @Nullable ToDoubleBiFunction<JobMetrics, JobMetrics.Account> ofAccount) {
        this.meterName = meterName;
        this.unit = unit;
        this.help = help;
        this.ofJob = ofJob;
        this.ofAccount = ofAccount;
    }

    /** Returns the name for Micrometer, such as {@code efface.job.open}. */
    public String meterName() {
        return meterName;
    }

    /** Returns the base unit: {@code targets}, {@code rows} or {@code seconds}. */
    public String unit() {
        return unit;
    }

    /**
     * Returns the name for Prometheus, such as {@code efface_job_open_targets}. Micrometer uses the same name for a Prometheus registry.
     */
    public String prometheusName() {
        return meterName.replace('.', '_') + "_" + unit;
    }

    /** Returns the description in one line. */
    public String help() {
        return help;
    }

    /** Returns whether each account has a value of its own, and the label {@value #ACCOUNT}. */
    public boolean isPerAccount() {
        return ofAccount != null;
    }

    /** Returns the value of the job; {@code NaN} if there is none, or if each account has a value of its own. */
    public double value(JobMetrics metrics) {
        return ofJob == null ? Double.NaN : ofJob.applyAsDouble(metrics);
    }

    /** Returns the value of an account; {@code NaN} if there is none, or if only the job has a value. */
    public double value(JobMetrics metrics, JobMetrics.Account account) {
        return ofAccount == null ? Double.NaN : ofAccount.applyAsDouble(metrics, account);
    }

    private static double margin(JobMetrics metrics, JobMetrics.Account account) {
        return account.notDone() == 0
                ? Double.NaN
                : metrics.dueAt()
                        .map(due -> Duration.between(metrics.readAt(), due).toMillis() / 1000.0)
                        .orElse(Double.NaN);
    }

    private static double unixTime(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
