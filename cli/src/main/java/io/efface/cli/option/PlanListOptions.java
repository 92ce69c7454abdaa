package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.config.FaceRepositories;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.RequestFacts;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListOptions;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options of each command that plans a list: the format of the list, the accounts, the hold list, the due time, and the facts about the
 * request for the erasure.
 */
public class PlanListOptions {

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
            description = "List of people and subjects that must not be deleted; '-' reads standard input. If a line is"
                    + " invalid, nothing is planned. The names of --columns also apply to this list if it has"
                    + " these columns.")
    private @Nullable String hold;

    private final ListFormatOptions holdFormat = new ListFormatOptions("--hold-");

    @Mixin
    private final AcceptOption accept = new AcceptOption();

    /** The option for the time by which the job has to be done. */
    public static final String DUE = "--due";

    @Option(
            names = DUE,
            paramLabel = "TIME",
            converter = InstantOption.class,
            description = "Warn if the estimated end is after TIME, such as%n2026-01-31T18:00+08:00"
                    + " or%n2026-01-31T18:00@Asia/Shanghai.")
    private @Nullable Instant due;

    @Mixin
    private final RequestOptions request = new RequestOptions();

    @Spec(Spec.Target.MIXEE)
    final void addHoldOptions(CommandSpec plan) {
        holdFormat.addTo(plan, "the hold list");
    }

    /**
     * Starts the request for the plan of a list.
     *
     * @param option the option or operand that names the list
     * @param list the value of this option
     * @throws UsageException if options cannot be combined, or a file does not exist
     */
    public final PlanRequest.Builder request(String job, String option, String list, CliContext context) {
        if (Operands.STANDARD_INPUT.equals(list) && Operands.STANDARD_INPUT.equals(hold)) {
            throw new UsageException(Message.of("'-' is given twice, and standard input can be read only once"));
        }
        return complete(PlanRequest.of(job, source(option, list, context)), context);
    }

    /**
     * Checks that the configuration has the accounts of {@code --accounts}.
     *
     * @throws UsageException if an account is missing
     */
    public final void checkAccounts(FaceRepositories configured) {
        AccountOptions.checkConfigured("--accounts", accounts, configured);
    }

    /** Returns whether {@code --accounts} was given. */
    public final boolean areAccountsGiven() {
        return !accounts.isEmpty();
    }

    /**
     * Returns the given facts about the request for the erasure.
     *
     * @throws UsageException if a value is not allowed
     */
    public final RequestFacts facts(CliContext context) {
        return request.facts(context);
    }

    /** Returns the given time by which the job has to be done, or empty. */
    public final Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    /** Returns the name of the first given option for the format of the list, or null. */
    final @Nullable String givenFormat() {
        return listFormat.given();
    }

    /** Adds the values of these options to a request. */
    final PlanRequest.Builder complete(PlanRequest.Builder plan, CliContext context) {
        plan.accounts(accounts).facts(request.facts(context));
        ListOptions list = listFormat.options();
        plan.listOptions(list)
                .holdOptions(holdFormat.options(list.columns().asExpected()))
                .accept(accept.risks());
        if (hold != null) {
            plan.holds(source("--hold", hold, context));
        } else if (holdFormat.given() != null) {
            throw new UsageException(Message.of("{0} requires --hold", holdFormat.given()));
        }
        if (due != null) {
            plan.due(due);
        }
        return plan;
    }

    /** Returns whether the value of an option or an operand means standard input. */
    public static boolean isStandardInput(String given) {
        return given.equals(Operands.STANDARD_INPUT);
    }

    /** Returns the source of a list. Rejects a directory or a missing file before anything is created. */
    public static InputSource source(String option, String given, CliContext context) {
        if (isStandardInput(given)) {
            return InputSource.stream("standard input", context.in());
        }
        return InputSource.file(OptionPaths.file(option, given));
    }
}
