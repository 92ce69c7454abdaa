package io.efface.cli.output;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
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
                .forEach(problem -> context.printMessage(Message.of(
                        "refused: {0}", LibraryTexts.of(problem, plan.format().orElse(InputFormat.PLAIN)))));
        long printed = Math.min(MOST_PROBLEMS, plan.problems().size());
        if (plan.problems().size() > printed) {
            context.printMessage(Message.of("rows refused, by reason:"));
            plan.problemCounts()
                    .forEach((code, number) -> context.printMessage(
                            Message.of("  {0} {1}: {2}", number, code, Message.known(code.text()))));
        }
        if (plan.problemCounts().containsKey(ProblemCode.MALFORMED_UTF8)) {
            context.printMessage(Message.of(
                    "note: some rows are not valid in the charset of the list{0}; if the list has another charset,"
                            + " name it, such as --charset GB18030",
                    plan.charset()
                            .map(charset -> Message.of(" ({0})", charset.name()))
                            .orElse(Message.EMPTY)));
        }
        nothingPlanned(plan).ifPresent(sentence -> context.printMessage(Message.of("warning: {0}", sentence)));
        boolean isSheet = plan.format().equals(Optional.of(InputFormat.XLSX));
        if (plan.headerAssumed()) {
            context.printMessage(
                    isSheet
                            ? Message.of(
                                    "note: the first row was read as column names; if it is a row, add --no-header")
                            : Message.of(
                                    "note: the first line was read as column names; if it is a row, add --no-header"));
        }
        if (plan.hiddenRows() > 0) {
            context.printMessage(
                    plan.hiddenRows() == 1
                            ? Message.of(
                                    "warning: 1 row of the list is hidden in the sheet, for example by a filter, and read like the"
                                            + " others; delete hidden rows that do not belong to the list")
                            : Message.of(
                                    "warning: {0} rows of the list are hidden in the sheet, for example by a filter, and read like"
                                            + " the others; delete hidden rows that do not belong to the list",
                                    plan.hiddenRows()));
        }
        if (plan.unmatchedHolds() > 0) {
            context.printMessage(Message.of(
                    "note: {0} of {1} held ids are in no row of the job; does the list spell these ids in the same"
                            + " way?",
                    plan.unmatchedHolds(), plan.holds()));
        }
        if (plan.isCrowded()) {
            PlanSummary.Crowd crowd = plan.crowd().orElseThrow();
            context.printMessage(
                    isSheet
                            ? Message.of(
                                    "warning: {0} rows name the same target, the first is row {1}; are their ids damaged?",
                                    crowd.rows(), crowd.line())
                            : Message.of(
                                    "warning: {0} rows name the same target, the first in line {1}; are their ids damaged?",
                                    crowd.rows(), crowd.line()));
        }
        if (plan.isLate()) {
            ZoneId zone = context.clock().getZone();
            context.printMessage(Message.of(
                    "warning: the estimate ends at {0}, after the job is due at {1}",
                    Times.text(plan.estimate().end(), zone),
                    Times.text(plan.due().orElseThrow(), zone)));
        }
        for (PlanSummary.Probe probe : plan.probes()) {
            warning(plan, probe).ifPresent(warning -> context.printMessage(Message.of("warning: {0}", warning)));
        }
        plan.restored()
                .ifPresent(restored -> context.printMessage(Message.of(
                        "Efface cannot distinguish people who were restored from people who were enrolled again: before"
                                + " you run this job, check the {0} people that were found.",
                        restored.present())));
    }

    /** Returns the reason why no target is planned, including the number of held targets. Returns empty if a target is planned. */
    public static Optional<Message> nothingPlanned(PlanSummary plan) {
        if (plan.planned() > 0) {
            return Optional.empty();
        }
        return Optional.of(
                plan.held() == 0
                        ? Message.of("no target is planned, so a run deletes nothing")
                        : plan.held() == 1
                                ? Message.of(
                                        "no target is planned, so a run deletes nothing: 1 target is held, and there are no others")
                                : Message.of(
                                        "no target is planned, so a run deletes nothing: {0} targets are held, and there are no others",
                                        plan.held()));
    }

    private static Optional<Message> warning(PlanSummary plan, PlanSummary.Probe probe) {
        if (probe.present() > 0 || probe.asked() == 0) {
            return Optional.empty();
        }
        Message account = LibraryTexts.label(plan.label(probe.account()));
        return Optional.of(
                probe.absent() > 0
                        ? Message.of(
                                "none of the {0} targets that were read back in account {1} exists; are the region and the key"
                                        + " correct?",
                                probe.absent(), account)
                        : Message.of(
                                "none of the {0} targets could be read back in account {1}{2}",
                                probe.asked(),
                                account,
                                probe.failure()
                                        .map(failure -> Message.of(": {0}", LibraryTexts.of(failure)))
                                        .orElse(Message.EMPTY)));
    }
}
