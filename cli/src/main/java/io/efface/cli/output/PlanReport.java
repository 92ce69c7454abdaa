package io.efface.cli.output;

import io.efface.ErrorKind;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.input.InputFormat;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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
        out.line("Job " + plan.job() + " is planned. Nothing was deleted.");
        out.line("");
        printAccounts(plan.accounts());
        out.line("");
        out.line("rows " + plan.rows() + " = planned " + plan.planned() + " + duplicates " + plan.duplicates()
                + " + refused " + plan.refused() + " + held " + plan.held());
        plan.format().ifPresent(format -> out.line(listDescription(plan, format)));
        out.line("hold list " + plan.holds()
                + (plan.carriedHolds() > 0 ? ", " + plan.carriedHolds() + " carried over" : "")
                + (plan.unmatchedHolds() > 0 ? ", " + plan.unmatchedHolds() + " in no row" : ""));
        plan.accepted().forEach((risk, rows) -> out.line("accepted " + risk + ": " + rows));
        out.line("digest " + plan.digest());
        PlanSummary.Estimate estimate = plan.estimate();
        out.line("estimate " + estimate.requests() + " requests, " + Times.estimate(estimate.duration())
                + " at the accounts' quotas: until " + Times.text(estimate.end(), zone) + " if started now"
                + plan.due().map(due -> ", due " + Times.text(due, zone)).orElse(""));
        for (PlanSummary.Probe probe : plan.probes()) {
            out.line("probe " + plan.label(probe.account()) + ": " + probe.present() + " of " + probe.asked()
                    + " exist, " + probe.absent() + " do not" + unreadable(probe.unreadable()));
        }
        plan.restored().ifPresent(restored -> printRestored(plan, restored));
    }

    private static String listDescription(PlanSummary plan, InputFormat format) {
        String origin = plan.formatOrigin()
                .map(known -> switch (known) {
                    case GIVEN -> ", as given";
                    case NAME -> ", by its name";
                    case FIRST_LINE -> ", by its first line";
                    case CONTENT -> ", by its content";
                })
                .orElse("");
        return "list read as " + format.name().toLowerCase(Locale.ROOT) + origin
                + plan.sheet().map(number -> ", sheet " + number).orElse("")
                + plan.charset().map(charset -> ", in " + charset.name()).orElse("")
                + plan.delimiter()
                        .map(character -> ", fields separated by " + separators(character))
                        .orElse("");
    }

    private static String separators(char delimiter) {
        return switch (delimiter) {
            case ',' -> "commas";
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            default -> "'" + delimiter + "'";
        };
    }

    private void printAccounts(List<PlanSummary.Account> accounts) {
        Table.print(
                out,
                WIDEST_COLUMN,
                List.of(
                        "ACCOUNT",
                        "PROVIDER",
                        "PERSONS",
                        "OF FACES",
                        "FACES",
                        "DUPLICATES",
                        "REFUSED",
                        "HELD",
                        "REQUESTS",
                        "LASTS",
                        "PLACE"),
                accounts.stream().map(PlanReport::row).toList());
    }

    private static List<String> row(PlanSummary.Account account) {
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
                        account.where())
                .map(String::valueOf)
                .toList();
    }

    private void printRestored(PlanSummary plan, PlanSummary.Restored restored) {
        out.line("people whom job " + restored.fromJob() + " erased: " + restored.present() + " are present again, "
                + restored.absent() + " are absent" + unreadable(restored.unreadable()));
        for (PlanSummary.Found found : restored.found()) {
            out.line("  " + plan.label(found.account()) + ", line " + found.line() + ", person " + found.person());
        }
    }

    private static String unreadable(Map<ErrorKind, Long> kinds) {
        return kinds.isEmpty()
                ? ""
                : ", "
                        + kinds.entrySet().stream()
                                .map(kind -> kind.getValue() + " not read (" + kind.getKey() + ")")
                                .collect(Collectors.joining(", "));
    }
}
