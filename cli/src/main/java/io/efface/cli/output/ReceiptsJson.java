package io.efface.cli.output;

import com.squareup.moshi.JsonWriter;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.RowsCheck;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a check of receipts found, as one JSON object. */
public final class ReceiptsJson {
    private ReceiptsJson() {}

    public static String of(ReceiptsCheck check) {
        return JsonLine.of(json -> {
            json.name("verdict").value(check.verdict().name());
            json.name("ledger").value(check.ledger());
            json.name("job").value(check.job());
            json.name("events").value(check.events());
            json.name("seals").value(check.seals());
            json.name("tail").value(check.tail());
            json.name("tailAuthenticated").value(check.tailAuthenticated());
            json.name("brokenAt").value(check.brokenAt());
            json.name("problem").value(check.problem());
            json.name("sealedAt").value(check.sealedAt() == null ? null : String.valueOf(check.sealedAt()));
            json.name("lastSeal").value(check.lastSeal());
            json.name("digest").value(check.digest());
            json.name("totals");
            write(json, check.totals());
            json.name("rows");
            rows(json, check.rows());
        });
    }

    private static void rows(JsonWriter json, @Nullable RowsCheck rows) throws IOException {
        if (rows == null) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("rows").value(rows.rows());
        json.name("unsealed").value(rows.unsealed());
        json.name("unsealedDone").value(rows.unsealedDone());
        json.name("differences").value(rows.differences());
        json.name("first").beginArray();
        for (RowsCheck.Difference difference : rows.first()) {
            json.beginObject();
            json.name("kind").value(difference.kind().name());
            json.name("row").value(difference.row());
            json.name("line").value(difference.line());
            json.endObject();
        }
        json.endArray();
        json.name("limits").beginArray();
        for (String limit : rows.limits()) {
            json.value(limit);
        }
        json.endArray();
        json.endObject();
    }

    private static void write(JsonWriter json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.beginObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                json.name(String.valueOf(field.getKey()));
                write(json, field.getValue());
            }
            json.endObject();
        } else if (value instanceof Number number) {
            json.value(number);
        } else if (value instanceof Boolean truth) {
            json.value(truth);
        } else {
            json.value(String.valueOf(value));
        }
    }
}
