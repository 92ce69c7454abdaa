package io.efface.erasure.internal.ledger.record;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists and plain values as JSON. */
public final class JsonEncoder {
    private JsonEncoder() {}

    /** Returns one line of JSON in UTF-8, without a line feed. */
    public static byte[] of(Map<String, ?> fields) {
        Buffer buffer = new Buffer();
        try (JsonWriter json = JsonWriter.of(buffer)) {
            write(json, fields);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return buffer.readByteArray();
    }

    /**
     * Writes a value.
     *
     * @param value a map, a list, a whole number, a boolean or null; any other value is written as the text that {@code toString} returns
     */
    public static void write(JsonWriter json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.nullValue();
        } else if (value instanceof Map<?, ?> map) {
            json.beginObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                json.name(String.valueOf(field.getKey()));
                write(json, field.getValue());
            }
            json.endObject();
        } else if (value instanceof List<?> list) {
            json.beginArray();
            for (Object element : list) {
                write(json, element);
            }
            json.endArray();
        } else if (value instanceof Boolean truth) {
            json.value(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            json.value(((Number) value).longValue());
        } else {
            json.value(value.toString());
        }
    }
}
