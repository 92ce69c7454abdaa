package io.efface.cli.output;

import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.erasure.PersonReport;
import io.efface.erasure.ReceiptsCheck;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what the jobs of a ledger did about one person. Never writes the id. */
public final class PersonOutput {
    private final Output out;
    private final ZoneId zone;
    private final @Nullable Message doubt;

    /**
     * Creates the output.
     *
     * @param doubt why the id is probably not the id of the intended person, or null; contains no part of the id
     */
    public PersonOutput(Output out, ZoneId zone, @Nullable Message doubt) {
        this.out = out;
        this.zone = zone;
        this.doubt = doubt;
    }

    /** Returns the warning that the intended person may have another id; empty if the id is not doubtful. */
    public Optional<Message> doubt() {
        return Optional.ofNullable(doubt)
                .map(why -> Message.of(
                        "warning: {0}; this report is about exactly this id, and the person may have another id in the"
                                + " ledger: check the id at its source",
                        why));
    }

    /** Writes the report as text. */
    public void text(PersonReport report) {
        out.line(verdict(report));
        doubt().ifPresent(out::line);
        reasons(report).forEach(out::line);
        for (PersonReport.JobEntry job : report.jobs()) {
            out.line(Message.of(
                    "Job {0}, {1}, planned at {2}",
                    job.name(), Message.words(job.state()), Times.text(job.plannedAt(), zone)));
            if (job.onHoldList()) {
                out.line(Message.of("  on the hold list of this job"));
            }
            boolean isWorkbook = job.sheet().isPresent();
            job.rows().forEach(row -> out.line(Message.of("  {0}", line(row, isWorkbook))));
            ReceiptsCheck check = job.check();
            out.line(Message.of(
                    "  checked: {0}",
                    check == null
                            ? Message.of("no, the receipts are signed with another key")
                            : LibraryTexts.of(check)));
        }
    }

    private Message verdict(PersonReport report) {
        if (!report.jobs().isEmpty()) {
            return Message.of(
                    "This person is in {0} of the {1} jobs that were searched.",
                    report.jobs().size(), report.searched());
        }
        return isCertain(report)
                ? Message.of("This person is in no job of this ledger.")
                : Message.of("This person was not found, but may be in this ledger.");
    }

    private boolean isCertain(PersonReport report) {
        return report.isCertain() && doubt == null;
    }

    private static List<Message> reasons(PersonReport report) {
        List<Message> reasons = new ArrayList<>();
        if (!report.notSearched().isEmpty()) {
            reasons.add(Message.of(
                    "These jobs could not be searched, because their ids were hashed with another key or their plan"
                            + " is not complete: {0}.",
                    report.notSearched()));
        }
        if (report.refusedRows() > 0) {
            reasons.add(Message.of(
                    "Refused rows, which contain no hash of a person and cannot be searched: {0}.",
                    report.refusedRows()));
        }
        return reasons;
    }

    private List<Message> line(PersonReport.Row row, boolean isWorkbook) {
        List<Message> parts = new ArrayList<>();
        parts.add(isWorkbook ? Message.of("row {0}", row.line()) : Message.of("line {0}", row.line()));
        add(parts, value -> Message.of("account {0}", value), row.account());
        add(parts, value -> Message.of("library {0}", value), row.library());
        parts.add(Message.verbatim(row.state().name()));
        add(parts, Message::verbatim, row.outcome());
        add(parts, Message::verbatim, row.evidence());
        add(parts, value -> Message.of("outcome at {0}", value), time(row.outcomeAt()));
        add(parts, value -> Message.of("verified at {0}", value), time(row.verifiedAt()));
        add(parts, Message::verbatim, row.kind());
        add(parts, Message::verbatim, row.vendorCode());
        if (row.held()) {
            parts.add(Message.of("on hold"));
        }
        if (row.maybeByEarlierAttempt()) {
            parts.add(Message.of("maybe deleted by an earlier attempt"));
        }
        if (!row.isPerson()) {
            parts.add(Message.of("named as the subject"));
        }
        return parts;
    }

    private static void add(List<Message> parts, Function<String, Message> text, @Nullable String value) {
        if (value != null) {
            parts.add(text.apply(TerminalText.escape(value)));
        }
    }

    private @Nullable String time(@Nullable Instant at) {
        return at == null ? null : Times.text(at, zone);
    }

    /** Writes the report as JSON: one line about the search, and one line for each job that names the person. */
    public void json(PersonReport report) {
        out.line(JsonLine.of(new JsonObject()
                .with("found", !report.jobs().isEmpty())
                .with("certain", isCertain(report))
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
                return CommandResult.of(
                        ExitStatus.OTHER, Message.of("job {0}: {1}", job.name(), LibraryTexts.of(check)));
            }
        }
        return report.notSearched().isEmpty()
                ? CommandResult.done()
                : CommandResult.of(
                        ExitStatus.USAGE,
                        Message.of(
                                "jobs that could not be searched: {0}",
                                report.notSearched().size()));
    }
}
