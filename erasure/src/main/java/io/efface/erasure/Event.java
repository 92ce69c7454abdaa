package io.efface.erasure;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One event of a job's receipts: what was done, to whom by hash, and when. Its bytes are one line of JSON in UTF-8 without the line's
 * end, and are never written anew: what a seal covers is what was stored. Immutable and thread-safe.
 */
final class Event {
    private final @Nullable Long target;
    private final Map<String, Object> fields;

    private Event(@Nullable Long target, Map<String, Object> fields) {
        this.target = target;
        this.fields = fields;
    }

    /** Starts an event about a job as a whole. */
    static Event of(EventType type, Instant at) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type.name());
        fields.put("at", at.toString());
        return new Event(null, fields);
    }

    /** Starts an event about a target. */
    static Event of(EventType type, Instant at, long target) {
        Event event = of(type, at).with("target", target);
        return new Event(target, event.fields);
    }

    /**
     * Returns this event with one more field at the end.
     *
     * @param value a text, a number, a truth value, an enum constant, a time, a map of such, a list of such, or null to leave the
     *     field out; never an id of a person or face
     */
    Event with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Event(target, more);
    }

    @Nullable Long target() {
        return target;
    }

    byte[] bytes() {
        Buffer buffer = new Buffer();
        try (JsonWriter json = JsonWriter.of(buffer)) {
            write(json, fields);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return buffer.readByteArray();
    }

    private static void write(JsonWriter json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
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
