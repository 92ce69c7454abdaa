package io.efface.cli.output;

import io.efface.cli.process.CliContext;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.ProblemCode;
import java.time.ZoneId;
import java.util.Optional;

/** Prints the refused rows of a plan and the warnings about the plan to standard error, without ids. */
public final class PlanWarnings {
    private static final int MOST_PROBLEMS = 20;

    private final CliContext context;

    public PlanWarnings(CliContext context) {
        this.context = context;
    }

    public void print(PlanSummary plan) {
        plan.problems().stream()
                .limit(MOST_PROBLEMS)
                .forEach(problem -> context.printMessage(
                        "refused: " + plan.format().map(problem::text).orElseGet(problem::toString)));
        long printed = Math.min(MOST_PROBLEMS, plan.problems().size());
        if (plan.problems().size() > printed) {
            context.printMessage("rows refused, by reason:");
            plan.problemCounts()
                    .forEach((code, number) -> context.printMessage("  " + number + " " + code + ": " + code.text()));
        }
        if (plan.problemCounts().containsKey(ProblemCode.MALFORMED_UTF8)) {
            context.printMessage("note: some rows are not valid in the charset of the list"
                    + plan.charset().map(charset -> " (" + charset.name() + ")").orElse("")
                    + "; if the list has another charset, name it, such as --charset GB18030");
        }
        nothingPlanned(plan).ifPresent(sentence -> context.printMessage("warning: " + sentence));
        if (plan.headerAssumed()) {
            boolean isSheet = plan.format().equals(Optional.of(InputFormat.XLSX));
            context.printMessage("note: the first " + (isSheet ? "row" : "line")
                    + " was read as column names; if it is a row, add --no-header");
        }
        if (plan.hiddenRows() > 0) {
            context.printMessage("warning: " + plan.hiddenRows()
                    + (plan.hiddenRows() == 1 ? " row of the list is" : " rows of the list are")
                    + " hidden in the sheet, for example by a filter, and read like the others; delete hidden rows"
                    + " that do not belong to the list");
        }
        if (plan.unmatchedHolds() > 0) {
            context.printMessage("note: " + plan.unmatchedHolds() + " of " + plan.holds()
                    + " held ids are in no row of the job; does the list spell these ids in the same way?");
        }
        if (plan.isCrowded()) {
            context.printMessage("warning: " + plan.crowd().orElseThrow().rows()
                    + " rows name the same target, the first in line "
                    + plan.crowd().orElseThrow().line() + "; are their ids damaged?");
        }
        if (plan.isLate()) {
            ZoneId zone = context.clock().getZone();
            context.printMessage("warning: the estimate ends at "
                    + Times.text(plan.estimate().end(), zone) + ", after the job is due at "
                    + Times.text(plan.due().orElseThrow(), zone));
        }
        for (PlanSummary.Probe probe : plan.probes()) {
            warning(plan, probe).ifPresent(warning -> context.printMessage("warning: " + warning));
        }
        plan.restored()
                .ifPresent(restored -> context.printMessage(
                        "Efface cannot distinguish people who were restored from people who were enrolled again:"
                                + " before you run this job, check the " + restored.present()
                                + " people that were found."));
    }

    /** Returns the reason why no target is planned, including the number of held targets. Returns empty if a target is planned. */
    public static Optional<String> nothingPlanned(PlanSummary plan) {
        if (plan.planned() > 0) {
            return Optional.empty();
        }
        return Optional.of("no target is planned, so a run deletes nothing"
                + (plan.held() > 0
                        ? ": " + plan.held() + (plan.held() == 1 ? " target is" : " targets are")
                                + " held, and there are no others"
                        : ""));
    }

    private static Optional<String> warning(PlanSummary plan, PlanSummary.Probe probe) {
        if (probe.present() > 0 || probe.asked() == 0) {
            return Optional.empty();
        }
        String account = " in account " + plan.label(probe.account());
        return Optional.of(
                probe.absent() > 0
                        ? "none of the " + probe.absent() + " targets that were read back" + account
                                + " exists; are the region and the key correct?"
                        : "none of the " + probe.asked() + " targets could be read back" + account
                                + probe.failure().map(failure -> ": " + failure).orElse(""));
    }
}
