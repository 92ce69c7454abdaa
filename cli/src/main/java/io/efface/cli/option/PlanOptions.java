package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.config.FaceRepositories;
import io.efface.erasure.PlanProgress;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListOptions;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of the command {@code plan}. */
public final class PlanOptions {
    private static final String STANDARD_INPUT = "-";

    @Option(names = "--input", paramLabel = "FILE", description = "List of people; '-' reads standard input.")
    private @Nullable String input;

    @Mixin
    private final ListFormatOptions listFormat = new ListFormatOptions();

    @Option(
            names = "--accounts",
            paramLabel = "NAME",
            split = ",",
            description = "Accounts for rows without an account. Rows that name any other account are refused.")
    private Set<String> accounts = new LinkedHashSet<>();

    @Option(
            names = "--hold",
            paramLabel = "FILE",
            description =
                    "List of people and subjects that must not be deleted; '-' reads standard input. If a line is invalid, nothing is planned. The names of --columns also apply to this list if it has these columns.")
    private @Nullable String hold;

    private final ListFormatOptions holdFormat = new ListFormatOptions("--hold-");

    @Mixin
    private final AcceptOption accept = new AcceptOption();

    @Option(
            names = "--due",
            paramLabel = "TIME",
            converter = InstantOption.class,
            description =
                    "Warn if the estimated end is after TIME, such as%n2026-01-31T18:00+08:00 or%n2026-01-31T18:00@Asia/Shanghai.")
    private @Nullable Instant due;

    @Option(
            names = "--probe",
            paramLabel = "N",
            description = "Read N random targets of each account and show how many exist.")
    private int probe;

    @Option(names = "--replace", description = "Replace the job of this name, if no request was sent for it.")
    private boolean replace;

    @Option(
            names = "--from-job",
            paramLabel = "NAME",
            description =
                    "Plan the people whom an earlier job erased, and who are present again, for example because the vendor restored a backup.")
    private @Nullable String fromJob;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = InstantOption.class,
            description = "With --from-job: plan only targets that became done at or after this time.")
    private @Nullable Instant since;

    @Spec(Spec.Target.MIXEE)
    void addHoldOptions(CommandSpec plan) {
        holdFormat.addTo(plan, "the hold list");
    }

    /**
     * Returns the request for the plan.
     *
     * @throws UsageException if options cannot be combined, a required option is missing, or a file does not exist
     */
    public PlanRequest request(String job, CliContext context, PlanProgress progress) {
        PlanRequest.Builder plan = start(job, context);
        plan.accounts(accounts).probe(probe).replace(replace).progress(progress);
        ListOptions list = listFormat.options();
        plan.listOptions(list)
                .holdOptions(holdFormat.options(list.columns().asExpected()))
                .accept(accept.risks());
        if (hold != null) {
            plan.holds(source("--hold", hold, context));
        } else if (holdFormat.given() != null) {
            throw new UsageException(holdFormat.given() + " requires --hold");
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
     * Checks that the configuration has the accounts of {@code --accounts}.
     *
     * @throws UsageException if an account is missing
     */
    public void checkAccounts(FaceRepositories configured) {
        AccountOptions.checkConfigured("--accounts", accounts, configured);
    }

    private PlanRequest.Builder start(String job, CliContext context) {
        if (STANDARD_INPUT.equals(input) && STANDARD_INPUT.equals(hold)) {
            throw new UsageException("'-' is given twice, and standard input can be read only once");
        }
        if (fromJob != null) {
            if (input != null || listFormat.given() != null) {
                throw new UsageException(
                        "--from-job reads no list: leave out --input and the options for the format of a list");
            }
            return PlanRequest.fromJob(job, fromJob);
        }
        if (since != null) {
            throw new UsageException("--since requires --from-job");
        }
        if (input == null) {
            throw new UsageException("Missing required option: '--input=FILE'", "or --from-job=NAME");
        }
        return PlanRequest.of(job, source("--input", input, context));
    }

    /** Returns the source of a list. Rejects a directory or a missing file before anything is created. */
    public static InputSource source(String option, String given, CliContext context) {
        if (given.equals(STANDARD_INPUT)) {
            return InputSource.stream("standard input", context.in());
        }
        return InputSource.file(OptionPaths.file(option, given));
    }
}
