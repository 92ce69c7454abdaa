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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Writes a report as JSON or CSV, row by row. */
public final class ReportWriter {
    private final ReportSummary summary;
    private final boolean withIds;

    ReportWriter(ReportSummary summary, boolean withIds) {
        this.summary = summary;
        this.withIds = withIds;
    }

    void write(ReportFormat format, ReportRows rows, OutputStream out) throws IOException {
        switch (format) {
            case JSON -> json(rows, out);
            case CSV -> csv(rows, out);
            case TEXT, HTML, CERTIFICATE -> throw new IllegalArgumentException("JobReport writes texts and pages");
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
            cells.add(harmless(faces(row, withIds)));
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

    /** Returns the faces of a row with their outcomes, or an empty text. */
    static String faces(ReportRow row, boolean withIds) {
        return row.faces().stream()
                .map(face -> (withIds ? face.get("faceId") : face.get("face")) + "="
                        + (face.get("outcome") == null ? TargetState.PENDING.name() : face.get("outcome")))
                .collect(Collectors.joining(" "));
    }

    private static void putIfPresent(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
