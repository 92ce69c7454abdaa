package io.efface.erasure.internal.report;

import com.squareup.moshi.JsonWriter;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.efface.erasure.JobStatus;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.ReportFormat;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.RequestFacts;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.JsonEncoder;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Writes a report as text, JSON or CSV, row by row. */
public final class ReportWriter {
    /** The maximum number of rows in a text report. A report in another format contains all rows. */
    private static final int MAX_TEXT_ROWS = 50;

    private final ReportSummary summary;
    private final boolean withIds;
    private final ZoneId zone;

    ReportWriter(ReportSummary summary, boolean withIds, ZoneId zone) {
        this.summary = summary;
        this.withIds = withIds;
        this.zone = zone;
    }

    void write(ReportFormat format, ReportRows rows, OutputStream out) throws IOException {
        switch (format) {
            case TEXT -> text(rows, out);
            case JSON -> json(rows, out);
            case CSV -> csv(rows, out);
            case HTML, CERTIFICATE -> throw new IllegalArgumentException("JobReport writes pages");
        }
    }

    private void json(ReportRows rows, OutputStream out) throws IOException {
        BufferedSink sink = Okio.buffer(Okio.sink(out));
        JsonWriter json = JsonWriter.of(sink);
        json.beginObject();
        put(json, "job", job());
        put(json, "planned", summary.planned());
        put(json, "outcomes", summary.outcomes());
        put(json, "evidence", summary.evidence());
        put(json, "remarks", remarks());
        put(json, "subjects", subjects());
        put(json, "complete", summary.complete());
        json.name("rows").beginArray();
        for (ReportRow row = rows.next(); row != null; row = rows.next()) {
            JsonEncoder.write(json, row.present());
        }
        json.endArray();
        json.endObject();
        json.flush();
        sink.writeByte('\n');
        sink.flush();
    }

    private static void put(JsonWriter json, String name, Object value) throws IOException {
        json.name(name);
        JsonEncoder.write(json, value);
    }

    private Map<String, Object> job() {
        JobStatus status = summary.status();
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("name", status.name());
        job.put("ledger", status.ledger());
        job.put("state", status.state());
        job.put("createdAt", status.createdAt());
        putIfPresent(job, "plannedAt", status.plannedAt());
        putIfPresent(job, "dueAt", status.dueAt());
        putIfPresent(job, "digest", status.digest());
        putIfPresent(job, "fromJob", status.fromJob());
        if (!summary.request().isEmpty()) {
            job.put("request", request());
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("rows", status.rows());
        counts.put("planned", summary.planned());
        counts.put("duplicates", summary.duplicates());
        counts.put("refused", summary.refused());
        counts.put("held", summary.held());
        job.put("counts", counts);
        job.put("faces", summary.faces());
        job.put(
                "accounts",
                status.accounts().stream().map(ReportWriter::account).toList());
        JobStatus.Sealed sealed = status.receipts();
        Map<String, Object> receipts = new LinkedHashMap<>();
        receipts.put("seals", sealed.seals());
        receipts.put("events", sealed.events());
        receipts.put("unsealed", sealed.unsealed());
        receipts.put("final", sealed.isFinal());
        putIfPresent(receipts, "lastSeal", sealed.lastSeal());
        putIfPresent(receipts, "sealedAt", sealed.sealedAt());
        ReceiptsCheck check = summary.check();
        if (check != null) {
            receipts.put("verdict", check.verdict());
            if (check.tail() > 0) {
                receipts.put("tailAuthenticated", check.tailAuthenticated());
            }
            RowsCheck rows = check.rows();
            if (rows != null) {
                receipts.put("differences", rows.differences());
                receipts.put("unsealedRows", rows.unsealed());
            }
        }
        job.put("receipts", receipts);
        return job;
    }

    private Map<String, Object> request() {
        RequestFacts request = summary.request();
        Map<String, Object> fields = new LinkedHashMap<>();
        putIfPresent(fields, "reference", request.reference());
        putIfPresent(fields, "reason", request.reason());
        putIfPresent(fields, "requestedAt", request.requestedAt());
        putIfPresent(fields, "approvedBy", request.approvedBy());
        return fields;
    }

    private static Map<String, Object> account(JobStatus.Account account) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", account.name());
        fields.put("provider", account.provider());
        fields.put("place", account.place());
        putIfPresent(fields, "library", account.library().orElse(null));
        fields.put("states", account.states());
        putIfPresent(fields, "paused", account.paused());
        putIfPresent(fields, "pausedAt", account.pausedAt());
        return fields;
    }

    private List<Map<String, Object>> remarks() {
        return summary.remarks().stream()
                .map(remark -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("code", remark.code());
                    if (remark.count() > 0) {
                        fields.put("count", remark.count());
                    }
                    fields.put("text", remark.text());
                    return fields;
                })
                .toList();
    }

    private Map<String, Object> subjects() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("total", summary.subjects().total());
        fields.put("erased", summary.subjects().erased());
        fields.put("held", summary.subjects().held());
        fields.put("left", summary.subjects().left());
        return fields;
    }

    private void csv(ReportRows rows, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        List<String> columns = new ArrayList<>(ReportRow.COLUMNS);
        if (withIds) {
            columns.addAll(ReportRow.ID_COLUMNS);
        }
        CsvWriter csv = CsvWriter.builder().build(writer);
        List<String> header = new ArrayList<>(columns);
        header.add("faces");
        header.add("library");
        csv.writeRecord(header);
        for (ReportRow row = rows.next(); row != null; row = rows.next()) {
            List<String> cells = new ArrayList<>();
            for (String column : columns) {
                cells.add(harmless(row.cell(column)));
            }
            cells.add(harmless(faces(row)));
            cells.add(harmless(row.cell("library")));
            csv.writeRecord(cells);
        }
        csv.flush();
        writer.flush();
    }

    /**
     * Returns the text of a CSV cell. A text that a spreadsheet would evaluate as a formula gets an apostrophe in front, because an id may
     * have been chosen to contain a formula.
     */
    public static String harmless(String cell) {
        return !cell.isEmpty() && "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private String faces(ReportRow row) {
        return row.faces().stream()
                .map(face -> (withIds ? face.get("faceId") : face.get("face")) + "="
                        + (face.get("outcome") == null ? TargetState.PENDING.name() : face.get("outcome")))
                .collect(Collectors.joining(" "));
    }

    /**
     * Writes a text report.
     *
     * @param rows the rows that are not erased
     */
    private void text(ReportRows rows, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        JobStatus status = summary.status();
        for (ReportSummary.Remark remark : summary.remarks()) {
            if (remark.code().equals(ReportSummary.Remark.EVERYBODY_ABSENT)
                    || remark.code().equals(ReportSummary.Remark.EVERYBODY_HELD)) {
                line(writer, "WARNING: " + remark.count() + " " + remark.text());
            }
        }
        line(
                writer,
                "Job " + status.name() + ", " + status.state().name().toLowerCase(Locale.ROOT) + ", "
                        + (summary.complete() ? "complete" : summary.check() == null ? "not checked" : "not complete"));
        line(
                writer,
                "  planned at     " + (status.plannedAt() == null ? "not yet" : local(status.plannedAt()))
                        + (status.dueAt() == null ? "" : ", due " + local(status.dueAt())));
        line(writer, "  digest         " + or(status.digest(), "none yet"));
        if (!summary.request().isEmpty()) {
            line(
                    writer,
                    "  request        "
                            + request().entrySet().stream()
                                    .map(fact -> fact.getKey() + " " + fact.getValue())
                                    .collect(Collectors.joining(", ")));
        }
        line(
                writer,
                "  rows           " + status.rows() + " = " + summary.planned() + " planned + " + summary.duplicates()
                        + " duplicates + " + summary.refused() + " refused + " + summary.held() + " held");
        line(writer, "  outcomes       " + counts(summary.outcomes()));
        line(writer, "  evidence       " + counts(summary.evidence()));
        if (!summary.faces().isEmpty()) {
            line(writer, "  faces          " + counts(summary.faces()));
        }
        ReportSummary.Subjects subjects = summary.subjects();
        line(
                writer,
                "  subjects       " + subjects.total() + ": " + subjects.erased() + " erased, " + subjects.left()
                        + " left, " + subjects.held() + " held");
        for (JobStatus.Account account : status.accounts()) {
            Map<String, Long> states = new TreeMap<>();
            account.states().forEach((state, count) -> states.put(state.name(), count));
            line(
                    writer,
                    "  account        " + account.name() + " (" + account.provider() + ", " + account.where() + "): "
                            + counts(states)
                            + (account.pausedAt() == null ? "" : "; paused since " + local(account.pausedAt())));
        }
        JobStatus.Sealed sealed = status.receipts();
        line(
                writer,
                "  receipts       " + sealed.events() + " events under " + sealed.seals() + " seals"
                        + (sealed.isFinal() ? ", and the last seal is final" : "") + "; unsealed: "
                        + sealed.unsealed());
        if (sealed.lastSeal() != null) {
            line(writer, "  last seal      " + sealed.lastSeal() + ", " + local(sealed.sealedAt()));
        }
        ReceiptsCheck check = summary.check();
        RowsCheck rowsCheck = check == null ? null : check.rows();
        line(
                writer,
                "  checked        "
                        + (check == null ? "no" : check.isSound() ? "yes: " + check.sentence() : check.sentence()));
        if (rowsCheck != null && rowsCheck.agrees()) {
            line(writer, "                 " + rowsCheck.sentence());
        }
        line(writer, "Remarks");
        for (ReportSummary.Remark remark : summary.remarks()) {
            line(writer, "  " + (remark.count() > 0 ? remark.count() + " " : "") + remark.text());
        }
        writeNotErased(rows, writer);
        writer.flush();
    }

    private void writeNotErased(ReportRows rows, Writer writer) throws IOException {
        long count = 0;
        for (ReportRow row = rows.next(); row != null; row = rows.next()) {
            if (count == 0) {
                line(writer, "Not erased");
            }
            count++;
            if (count <= MAX_TEXT_ROWS) {
                line(writer, "  line " + row.cell("line") + description(row));
            }
        }
        if (count > MAX_TEXT_ROWS) {
            line(writer, "  and " + (count - MAX_TEXT_ROWS) + " more; the other formats list all rows");
        }
    }

    private String description(ReportRow row) {
        StringBuilder text = new StringBuilder();
        for (String column : List.of("account", "library", "state", "kind", "vendorCode", "requestId", "problem")) {
            if (!row.cell(column).isEmpty()) {
                text.append(", ").append(row.cell(column));
            }
        }
        if (row.held()) {
            text.append(", on hold");
        }
        if (!row.cell("duplicateOfLine").isEmpty()) {
            text.append(", same as line ").append(row.cell("duplicateOfLine"));
        }
        if (withIds) {
            text.append(", subject ")
                    .append(row.cell("subjectId"))
                    .append(", person ")
                    .append(row.cell("personId"));
        }
        String faces = faces(row);
        return faces.isEmpty()
                ? text.toString()
                : text.append(", faces ").append(faces).toString();
    }

    private static void line(Writer writer, String text) throws IOException {
        writer.write(text);
        writer.write('\n');
    }

    private static String counts(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    /** Returns a time in whole seconds in the time zone of this machine. */
    private String local(@Nullable Instant at) {
        return at == null
                ? "-"
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    private static String or(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value.toString();
    }

    private static void putIfPresent(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
