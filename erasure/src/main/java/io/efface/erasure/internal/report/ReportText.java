package io.efface.erasure.internal.report;

import io.efface.erasure.JobStatus;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.ReportSummary.Remark;
import io.efface.erasure.RequestFacts;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.internal.page.AccountTexts;
import io.efface.erasure.internal.page.Texts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a report as text in one language. For one thread. */
final class ReportText {
    /** The maximum number of rows in a text report. A report in another format contains all rows. */
    private static final int MAX_ROWS = 50;

    /** The columns of a terminal that a name takes, together with the spaces after it. */
    private static final int NAME_WIDTH = 15;

    private static final int FIRST_WIDE_CHARACTER = 0x2E80;
    /** The columns of a row that contain codes of Efface, and the beginnings of the keys of their explanations. */
    private static final Map<String, String> CODES = Map.of("state", "code.", "problem", "problem.", "kind", "kind.");

    private static final Set<String> WARNINGS = Set.of(Remark.EVERYBODY_ABSENT, Remark.EVERYBODY_HELD);

    private final ReportSummary summary;
    private final Texts texts;
    private final boolean withIds;
    private final ZoneId zone;

    ReportText(ReportSummary summary, Texts texts, boolean withIds, ZoneId zone) {
        this.summary = summary;
        this.texts = texts;
        this.withIds = withIds;
        this.zone = zone;
    }

    /**
     * Writes the report.
     *
     * @param rows the rows that are not erased
     */
    void write(ReportRows rows, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        for (String line : numbers()) {
            line(writer, line);
        }
        writeNotErased(rows, writer);
        writer.flush();
    }

    private List<String> numbers() {
        JobStatus status = summary.status();
        List<String> lines = new ArrayList<>();
        remarks(remark -> WARNINGS.contains(remark.code()))
                .forEach(warning -> lines.add(texts.get("text.warning", warning)));
        lines.add(texts.get(
                "text.job",
                status.name(),
                texts.get("text.state." + status.state()),
                texts.get(
                        summary.complete()
                                ? "text.complete"
                                : summary.check() == null ? "text.notChecked" : "text.notComplete")));
        String due = status.dueAt() == null ? "" : texts.get("text.due", local(status.dueAt()));
        lines.add(fact(
                "text.plannedAt",
                (status.plannedAt() == null ? texts.get("text.notYet") : local(status.plannedAt())) + due));
        lines.add(fact("text.digest", status.digest() == null ? texts.get("text.noneYet") : status.digest()));
        if (!summary.request().isEmpty()) {
            lines.add(fact("text.request", request()));
        }
        lines.add(fact(
                "text.rows",
                texts.get(
                        "text.rowsText",
                        text(status.rows()),
                        text(summary.planned()),
                        text(summary.duplicates()),
                        text(summary.refused()),
                        text(summary.held()))));
        lines.add(fact("text.outcomes", counts(summary.outcomes(), code -> explained(code, "code."))));
        lines.add(fact("text.evidence", counts(summary.evidence(), code -> explained(code, "level."))));
        if (!summary.faces().isEmpty()) {
            lines.add(fact("text.faces", counts(summary.faces(), code -> explained(code, "face."))));
        }
        ReportSummary.Subjects subjects = summary.subjects();
        lines.add(fact(
                "text.subjects",
                texts.get(
                        "text.subjectsText",
                        text(subjects.total()),
                        text(subjects.erased()),
                        text(subjects.left()),
                        text(subjects.held()))));
        status.accounts().forEach(account -> lines.add(fact("text.account", account(account))));
        addReceipts(lines, status.receipts());
        lines.add(texts.get("text.remarks"));
        remarks(remark -> true).forEach(remark -> lines.add("  " + remark));
        return lines;
    }

    private void addReceipts(List<String> lines, JobStatus.Sealed sealed) {
        lines.add(fact(
                "text.receipts",
                texts.get(
                        "text.receiptsText",
                        text(sealed.events()),
                        text(sealed.seals()),
                        sealed.isFinal() ? texts.get("text.final") : "",
                        text(sealed.unsealed()))));
        if (sealed.lastSeal() != null) {
            lines.add(fact("text.lastSeal", sealed.lastSeal() + texts.get("text.comma") + local(sealed.sealedAt())));
        }
        ReceiptsCheck check = summary.check();
        RowsCheck rows = check == null ? null : check.rows();
        lines.add(fact(
                "text.checked",
                check == null
                        ? texts.get("text.no")
                        : check.isSound() ? texts.get("text.yes", sentence(check)) : sentence(check)));
        if (rows != null && rows.agrees()) {
            lines.add(" ".repeat(NAME_WIDTH + 2) + sentence(rows));
        }
    }

    /** Returns a name and its value. The values of all names begin in the same column. */
    private String fact(String key, String value) {
        String name = texts.get(key);
        int width = name.codePoints()
                .map(point -> point < FIRST_WIDE_CHARACTER ? 1 : 2)
                .sum();
        return "  " + name + " ".repeat(NAME_WIDTH - width) + value;
    }

    private String request() {
        RequestFacts request = summary.request();
        List<String> facts = new ArrayList<>();
        addFact(facts, "text.request.reference", request.reference());
        addFact(facts, "text.request.reason", request.reason());
        addFact(facts, "text.request.requestedAt", request.requestedAt());
        addFact(facts, "text.request.approvedBy", request.approvedBy());
        return String.join(texts.get("text.comma"), facts);
    }

    private void addFact(List<String> facts, String key, @Nullable Object value) {
        if (value != null) {
            facts.add(texts.get(key) + " " + value);
        }
    }

    private String account(JobStatus.Account account) {
        Map<String, Long> states = new TreeMap<>();
        account.states().forEach((state, count) -> states.put(state.name(), count));
        return texts.get(
                "text.accountText",
                account.name(),
                account.provider(),
                AccountTexts.where(account, texts),
                counts(states, this::state),
                account.pausedAt() == null ? "" : texts.get("text.paused", local(account.pausedAt())));
    }

    /**
     * Returns remarks as sentences. In English, a sentence is the text of the remark itself. In another language, one sentence combines all
     * remarks of one kind, as on the HTML pages. A remark without a translation remains in English.
     */
    private Set<String> remarks(Predicate<Remark> chosen) {
        Set<String> sentences = new LinkedHashSet<>();
        summary.remarks().stream().filter(chosen).forEach(remark -> {
            String key = "finding." + remark.code();
            if (isEnglish() || !texts.has(key)) {
                sentences.add((remark.count() > 0 ? remark.count() + " " : "") + remark.text());
            } else if (remark.code().equals("ACCOUNT_PAUSED")) {
                summary.status().accounts().stream()
                        .filter(account -> account.paused() != null)
                        .forEach(account -> sentences.add(
                                texts.get(key, AccountTexts.label(account, texts), String.valueOf(account.paused()))));
            } else if (remark.code().equals("VENDOR_COPIES")) {
                sentences.add(texts.get("text.finding." + remark.code()));
            } else {
                sentences.add(texts.get(
                        key,
                        remark.code().equals("PLANNED_FROM_JOB")
                                ? String.valueOf(summary.status().fromJob())
                                : text(count(remark.code()))));
            }
        });
        return sentences;
    }

    private boolean isEnglish() {
        return texts.language().equals("en");
    }

    private long count(String code) {
        return summary.remarks().stream()
                .filter(remark -> remark.code().equals(code))
                .mapToLong(Remark::count)
                .sum();
    }

    private String sentence(ReceiptsCheck check) {
        if (isEnglish()) {
            return check.sentence();
        }
        RowsCheck rows = check.rows();
        return switch (check.verdict()) {
            case INTACT, INCOMPLETE ->
                texts.get("text.check." + check.verdict(), text(check.events()), text(check.seals()));
            case UNSEALED_TAIL ->
                texts.get(
                        "text.check.UNSEALED_TAIL",
                        text(check.tail()),
                        check.tailAuthenticated() ? "" : texts.get("text.notAuthenticated"),
                        text(check.events()),
                        text(check.seals()));
            case BROKEN -> texts.get("text.check.BROKEN", text(check.brokenAt()), String.valueOf(check.problem()));
            case DIFFERENT -> rows == null || rows.agrees() ? String.valueOf(check.problem()) : sentence(rows);
        };
    }

    private String sentence(RowsCheck rows) {
        if (isEnglish()) {
            return rows.sentence();
        }
        if (!rows.agrees()) {
            return texts.get(
                    "text.differ",
                    text(rows.differences()),
                    sentence(rows.first().get(0)));
        }
        String unsealed = rows.unsealed() == 0 ? "" : texts.get("text.unsealedRows", text(rows.unsealed()));
        return texts.get("text.agree", text(rows.rows()), unsealed);
    }

    private String sentence(RowsCheck.Difference difference) {
        String what = texts.get("text.difference." + difference.kind());
        if (difference.row() == 0) {
            return what;
        }
        return difference.line() == 0
                ? texts.get("text.differenceInRow", text(difference.row()), what)
                : texts.get("text.differenceInLine", text(difference.row()), text(difference.line()), what);
    }

    private void writeNotErased(ReportRows rows, Writer writer) throws IOException {
        long count = 0;
        for (ReportRow row = rows.next(); row != null; row = rows.next()) {
            if (count == 0) {
                line(writer, texts.get("text.notErased"));
            }
            count++;
            if (count <= MAX_ROWS) {
                line(writer, "  " + String.join(texts.get("text.comma"), description(row)));
            }
        }
        if (count > MAX_ROWS) {
            line(writer, "  " + texts.get("text.more", text(count - MAX_ROWS)));
        }
    }

    private List<String> description(ReportRow row) {
        boolean isSheet = summary.status().sheet().isPresent();
        List<String> parts = new ArrayList<>();
        parts.add(texts.get(isSheet ? "text.row" : "text.line", row.cell("line")));
        for (String column : List.of("account", "library", "state", "kind", "vendorCode", "requestId", "problem")) {
            if (!row.cell(column).isEmpty()) {
                String kind = CODES.get(column);
                String cell = kind == null ? row.cell(column) : explained(row.cell(column), kind);
                parts.add(column.equals("library") ? texts.get("text.library", cell) : cell);
            }
        }
        if (row.held()) {
            parts.add(texts.get("text.onHold"));
        }
        if (!row.cell("duplicateOfLine").isEmpty()) {
            parts.add(texts.get(isSheet ? "text.sameAsRow" : "text.sameAsLine", row.cell("duplicateOfLine")));
        }
        if (withIds) {
            parts.add(texts.get("text.subject", row.cell("subjectId")));
            parts.add(texts.get("text.person", row.cell("personId")));
        }
        String faces = ReportWriter.faces(row, withIds);
        if (!faces.isEmpty()) {
            parts.add(texts.get("text.facesOfRow", faces));
        }
        return parts;
    }

    private static void line(Writer writer, String text) throws IOException {
        writer.write(text);
        writer.write('\n');
    }

    private String counts(Map<String, Long> counts, UnaryOperator<String> name) {
        return counts.isEmpty()
                ? texts.get("text.none")
                : counts.entrySet().stream()
                        .map(entry -> texts.get("text.count", text(entry.getValue()), name.apply(entry.getKey())))
                        .collect(Collectors.joining(texts.get("separator")));
    }

    /**
     * Returns a code. In another language than English, an explanation follows the code.
     *
     * @param kind the beginning of the key of the explanation
     */
    private String explained(String code, String kind) {
        return isEnglish() || !texts.has(kind + code)
                ? code
                : texts.get("text.explained", code, texts.get(kind + code));
    }

    /** Returns the state of rows in one word. In English, this is the code. */
    private String state(String code) {
        return texts.has("state." + code) ? texts.get("state." + code) : code;
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    /** Returns a time in whole seconds in the time zone of this machine. */
    private String local(@Nullable Instant at) {
        return at == null
                ? "-"
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }
}
