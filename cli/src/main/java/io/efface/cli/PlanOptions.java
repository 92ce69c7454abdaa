package io.efface.cli;

import io.efface.config.FaceRepositories;
import io.efface.erasure.PlanProgress;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to be planned. */
final class PlanOptions {
    private static final String STANDARD_INPUT = "-";

    @Option(names = "--input", paramLabel = "FILE", description = "The list; '-' reads standard input.")
    private @Nullable String input;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Format of the list: plain, csv or ndjson (default: detected from file name and first line).")
    private @Nullable InputFormat format;

    @Option(
            names = "--columns",
            paramLabel = "OURS=YOURS",
            split = ",",
            description =
                    "Names of the columns subject, account, person_id and face_ids in your list, such as person_id=user.")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--accounts",
            paramLabel = "NAME",
            split = ",",
            description = "Accounts for rows that name none. Rows that name other accounts are refused.")
    private Set<String> accounts = new LinkedHashSet<>();

    @Option(
            names = "--hold",
            paramLabel = "FILE",
            description =
                    "List of people and subjects that must not be deleted; '-' reads standard input. Any invalid line is an error.")
    private @Nullable String hold;

    @Option(names = "--hold-format", paramLabel = "FORMAT", description = "Format of the hold list, as --format.")
    private @Nullable InputFormat holdFormat;

    @Option(
            names = "--due",
            paramLabel = "TIME",
            converter = InstantOption.class,
            description =
                    "Warn if the estimated end is later than%n2026-01-31T18:00+08:00, for example, or%n2026-01-31T18:00@Asia/Shanghai.")
    private @Nullable Instant due;

    @Option(
            names = "--probe",
            paramLabel = "N",
            description = "Read N random targets of each account and show how many exist.")
    private int probe;

    @Option(names = "--replace", description = "Replace a job of this name for which nothing was sent yet.")
    private boolean replace;

    @Option(
            names = "--from-job",
            paramLabel = "NAME",
            description =
                    "Plan the people an old job erased who are present again, for example after the vendor restored a backup.")
    private @Nullable String fromJob;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = InstantOption.class,
            description = "With --from-job: only targets that were done at or after this time.")
    private @Nullable Instant since;

    /**
     * Returns what was asked for.
     *
     * @throws UsageProblem if it does not go together
     */
    PlanRequest request(String job, Shell shell, PlanProgress progress) {
        PlanRequest.Builder plan = start(job, shell);
        plan.accounts(accounts).probe(probe).replace(replace).progress(progress);
        if (format != null) {
            plan.format(format);
        }
        if (!columns.isEmpty()) {
            plan.columns(columns());
        }
        if (hold != null) {
            plan.holds(source("--hold", hold, shell));
        }
        if (holdFormat != null) {
            plan.holdFormat(holdFormat);
        }
        if (due != null) {
            plan.due(due);
        }
        if (since != null) {
            plan.since(since);
        }
        return plan.build();
    }

    /**
     * Checks that the chosen accounts are there.
     *
     * @throws UsageProblem if one is not
     */
    void checkAccounts(FaceRepositories configured) {
        AccountOptions.checkConfigured("--accounts", accounts, configured);
    }

    private PlanRequest.Builder start(String job, Shell shell) {
        if (STANDARD_INPUT.equals(input) && STANDARD_INPUT.equals(hold)) {
            throw new UsageProblem("'-' is given twice, and standard input can be read only once");
        }
        if (fromJob != null) {
            if (input != null || format != null || !columns.isEmpty()) {
                throw new UsageProblem("--from-job takes no list: leave --input, --format and --columns out");
            }
            return PlanRequest.fromJob(job, fromJob);
        }
        if (since != null) {
            throw new UsageProblem("--since goes with --from-job");
        }
        if (input == null) {
            throw new UsageProblem("Missing required option: '--input=FILE'", "or --from-job=NAME");
        }
        return PlanRequest.of(job, source("--input", input, shell));
    }

    /** Returns a list that can be read; a folder or a missing file is told before anything is made. */
    static InputSource source(String option, String given, Shell shell) {
        if (given.equals(STANDARD_INPUT)) {
            return InputSource.stream("standard input", shell.in());
        }
        return InputSource.file(FileOption.file(option, given));
    }

    private InputColumns columns() {
        InputColumns names = InputColumns.defaults();
        try {
            for (Map.Entry<String, String> column : columns.entrySet()) {
                names = switch (column.getKey()) {
                    case "subject" -> names.withSubject(column.getValue());
                    case "account" -> names.withAccount(column.getValue());
                    case "person_id" -> names.withPerson(column.getValue());
                    case "face_ids" -> names.withFaces(column.getValue());
                    default ->
                        throw new UsageProblem(
                                "--columns names a column that is none",
                                "such as --columns person_id=user,face_ids=faces; ours are subject, account, person_id"
                                        + " and face_ids");
                };
            }
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--columns: " + e.getMessage());
        }
        return names;
    }
}
