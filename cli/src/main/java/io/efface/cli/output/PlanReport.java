package io.efface.cli.output;

import io.efface.ErrorKind;
import io.efface.cli.process.Message;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.input.InputFormat;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Prints a plan as text and a table on standard output. */
public final class PlanReport {
    /** Maximum width of a column, in characters. */
    private static final int WIDEST_COLUMN = 40;

    private final Output out;
    private final ZoneId zone;

    public PlanReport(Output out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    public void write(PlanSummary plan) {
        out.line(Message.of("Job {0} is planned. Nothing was deleted.", plan.job()));
        out.line("");
        printAccounts(plan.accounts());
        out.line("");
        out.line(Message.of(
                "rows {0} = planned {1} + duplicates {2} + refused {3} + held {4}",
                plan.rows(), plan.planned(), plan.duplicates(), plan.refused(), plan.held()));
        plan.format().ifPresent(format -> out.line(listDescription(plan, format)));
        out.line(Message.of(
                "hold list {0}{1}{2}",
                plan.holds(),
                plan.carriedHolds() > 0 ? Message.of(", {0} carried over", plan.carriedHolds()) : Message.EMPTY,
                plan.unmatchedHolds() > 0 ? Message.of(", {0} in no row", plan.unmatchedHolds()) : Message.EMPTY));
        plan.accepted().forEach((risk, rows) -> out.line(Message.of("accepted {0}: {1}", risk, rows)));
        out.line(Message.of("digest {0}", plan.digest()));
        PlanSummary.Estimate estimate = plan.estimate();
        out.line(Message.of(
                "estimate {0} requests, {1} at the accounts' quotas: until {2} if started now{3}",
                estimate.requests(),
                Times.estimate(estimate.duration()),
                Times.text(estimate.end(), zone),
                plan.due()
                        .map(due -> Message.of(", due {0}", Times.text(due, zone)))
                        .orElse(Message.EMPTY)));
        for (PlanSummary.Probe probe : plan.probes()) {
            out.line(Message.of(
                    "probe {0}: {1} of {2} exist, {3} do not{4}",
                    LibraryTexts.label(plan.label(probe.account())),
                    probe.present(),
                    probe.asked(),
                    probe.absent(),
                    unreadable(probe.unreadable())));
        }
        plan.restored().ifPresent(restored -> printRestored(plan, restored));
    }

    private static Message listDescription(PlanSummary plan, InputFormat format) {
        Message origin = plan.formatOrigin()
                .map(known -> switch (known) {
                    case GIVEN -> Message.of(", as given");
                    case NAME -> Message.of(", by its name");
                    case FIRST_LINE -> Message.of(", by its first line");
                    case CONTENT -> Message.of(", by its content");
                })
                .orElse(Message.EMPTY);
        return Message.of(
                "list read as {0}{1}{2}{3}{4}",
                format.name().toLowerCase(Locale.ROOT),
                origin,
                plan.sheet().map(number -> Message.of(", sheet {0}", number)).orElse(Message.EMPTY),
                plan.charset()
                        .map(charset -> Message.of(", in {0}", charset.name()))
                        .orElse(Message.EMPTY),
                plan.delimiter()
                        .map(character -> Message.of(", fields separated by {0}", separators(character)))
                        .orElse(Message.EMPTY));
    }

    private static Message separators(char delimiter) {
        return switch (delimiter) {
            case ',' -> Message.of("commas");
            case ';' -> Message.of("semicolons");
            case '\t' -> Message.of("tabs");
            default -> Message.of("'{0}'", delimiter);
        };
    }

    private void printAccounts(List<PlanSummary.Account> accounts) {
        Table.print(
                out,
                WIDEST_COLUMN,
                List.of(
                        Message.of("ACCOUNT"),
                        Message.of("PROVIDER"),
                        Message.of("PERSONS"),
                        Message.of("OF FACES"),
                        Message.of("FACES"),
                        Message.of("DUPLICATES"),
                        Message.of("REFUSED"),
                        Message.of("HELD"),
                        Message.of("REQUESTS"),
                        Message.of("LASTS"),
                        Message.of("PLACE")),
                accounts.stream().map(this::row).toList());
    }

    private List<String> row(PlanSummary.Account account) {
        return Stream.of(
                        account.name(),
                        account.provider(),
                        account.persons(),
                        account.faceTargets(),
                        account.faces(),
                        account.duplicates(),
                        account.refused(),
                        account.held(),
                        account.deletions() + account.reads(),
                        Times.estimate(account.duration().orElse(Duration.ZERO)),
                        out.text(LibraryTexts.where(account.place(), account.library())))
                .map(String::valueOf)
                .toList();
    }

    private void printRestored(PlanSummary plan, PlanSummary.Restored restored) {
        out.line(Message.of(
                "people whom job {0} erased: {1} are present again, {2} are absent{3}",
                restored.fromJob(), restored.present(), restored.absent(), unreadable(restored.unreadable())));
        for (PlanSummary.Found found : restored.found()) {
            Message account = LibraryTexts.label(plan.label(found.account()));
            out.line(
                    plan.sheet().isPresent()
                            ? Message.of("  {0}, row {1}, person {2}", account, found.line(), found.person())
                            : Message.of("  {0}, line {1}, person {2}", account, found.line(), found.person()));
        }
    }

    private static Message unreadable(Map<ErrorKind, Long> kinds) {
        return kinds.isEmpty()
                ? Message.EMPTY
                : Message.of(
                        ", {0}",
                        kinds.entrySet().stream()
                                .map(kind -> Message.of("{0} not read ({1})", kind.getValue(), kind.getKey()))
                                .toList());
    }
}
