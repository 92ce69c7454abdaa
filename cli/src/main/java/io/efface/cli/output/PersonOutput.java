package io.efface.cli.output;

import io.efface.cli.process.ExitStatus;
import io.efface.erasure.PersonReport;
import io.efface.erasure.ReceiptsCheck;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what the jobs of a ledger did about one person. Never writes the id. */
public final class PersonOutput {
    private final Output out;
    private final ZoneId zone;

    public PersonOutput(Output out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    /** Writes the report as text. */
    public void text(PersonReport report) {
        out.line(verdict(report));
        reasons(report).forEach(out::line);
        for (PersonReport.JobEntry job : report.jobs()) {
            out.line("Job " + job.name() + ", " + words(job.state().name()) + ", planned at "
                    + Times.text(job.plannedAt(), zone));
            if (job.onHoldList()) {
                out.line("  on the hold list of this job");
            }
            job.rows().forEach(row -> out.line("  " + line(row)));
            ReceiptsCheck check = job.check();
            out.line("  checked: "
                    + (check == null ? "no, the receipts are signed with another key" : check.sentence()));
        }
    }

    private static String verdict(PersonReport report) {
        if (!report.jobs().isEmpty()) {
            return "This person is in " + report.jobs().size() + " of the " + report.searched()
                    + " jobs that were searched.";
        }
        return report.isCertain()
                ? "This person is in no job of this ledger."
                : "This person was not found, but may be in this ledger.";
    }

    private static List<String> reasons(PersonReport report) {
        List<String> reasons = new ArrayList<>();
        if (!report.notSearched().isEmpty()) {
            reasons.add(
                    "These jobs could not be searched, because their ids were hashed with another key or their plan is not complete: "
                            + String.join(", ", report.notSearched()) + ".");
        }
        if (report.refusedRows() > 0) {
            reasons.add("Refused rows, which contain no hash of a person and cannot be searched: "
                    + report.refusedRows() + ".");
        }
        return reasons;
    }

    private String line(PersonReport.Row row) {
        List<String> parts = new ArrayList<>();
        parts.add("line " + row.line());
        add(parts, "account ", row.account());
        add(parts, "library ", row.library());
        parts.add(row.state().name());
        add(parts, "", row.outcome());
        add(parts, "", row.evidence());
        addTime(parts, "outcome at ", row.outcomeAt());
        addTime(parts, "verified at ", row.verifiedAt());
        add(parts, "", row.kind());
        add(parts, "", row.vendorCode());
        if (row.held()) {
            parts.add("on hold");
        }
        if (row.maybeByEarlierAttempt()) {
            parts.add("maybe deleted by an earlier attempt");
        }
        if (!row.isPerson()) {
            parts.add("named as the subject");
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, @Nullable String value) {
        if (value != null) {
            parts.add(name + TerminalText.escape(value));
        }
    }

    private void addTime(List<String> parts, String name, @Nullable Instant at) {
        if (at != null) {
            parts.add(name + Times.text(at, zone));
        }
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Writes the report as JSON: one line about the search, and one line for each job that names the person. */
    public void json(PersonReport report) {
        out.line(JsonLine.of(new JsonObject()
                .with("found", !report.jobs().isEmpty())
                .with("certain", report.isCertain())
                .with("jobsSearched", report.searched())
                .with("jobsNotSearched", report.notSearched())
                .with("refusedRows", report.refusedRows())));
        for (PersonReport.JobEntry job : report.jobs()) {
            ReceiptsCheck check = job.check();
            out.line(JsonLine.of(new JsonObject()
                    .with("job", job.name())
                    .with("state", job.state())
                    .with("plannedAt", job.plannedAt())
                    .with("onHoldList", job.onHoldList())
                    .with("verdict", check == null ? null : check.verdict())
                    .with("rows", job.rows().stream().map(PersonOutput::json).toList())));
        }
    }

    private static JsonObject json(PersonReport.Row row) {
        return new JsonObject()
                .with("line", row.line())
                .with("account", row.account())
                .withPresent("library", row.library())
                .with("state", row.state())
                .with("operation", row.operation())
                .with("isPerson", row.isPerson())
                .with("isSubject", row.isSubject())
                .with("erased", row.erased())
                .with("held", row.held())
                .with("outcome", row.outcome())
                .with("evidence", row.evidence())
                .with("outcomeAt", row.outcomeAt())
                .with("verifiedAt", row.verifiedAt())
                .with("maybeByEarlierAttempt", row.maybeByEarlierAttempt())
                .withPresent("kind", row.kind())
                .withPresent("vendorCode", row.vendorCode())
                .withPresent("requestId", row.requestId());
    }

    /** Returns the result of the command. */
    public static CommandResult result(PersonReport report) {
        for (PersonReport.JobEntry job : report.jobs()) {
            ReceiptsCheck check = job.check();
            if (check != null && !check.isSound()) {
                return CommandResult.of(ExitStatus.OTHER, "job " + job.name() + ": " + check.sentence());
            }
        }
        return report.notSearched().isEmpty()
                ? CommandResult.done()
                : CommandResult.of(
                        ExitStatus.USAGE,
                        "jobs that could not be searched: "
                                + report.notSearched().size());
    }
}
