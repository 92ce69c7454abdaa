package io.efface.erasure.internal.ledger.record;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One event of a job's receipts: an action, its time, and its target. Faces of the target are identified by their hashes. The bytes of an
 * event are one line of JSON in UTF-8 without a line feed. They are stored once and never generated again, because seals are computed from
 * the stored bytes. Immutable and thread-safe.
 */
public final class Event {
    private final @Nullable Long target;
    private final Map<String, Object> fields;

    private Event(@Nullable Long target, Map<String, Object> fields) {
        this.target = target;
        this.fields = fields;
    }

    /** Starts an event about a job as a whole. */
    public static Event of(EventType type, Instant at) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type.name());
        fields.put("at", at.toString());
        return new Event(null, fields);
    }

    /** Starts an event about a target. */
    public static Event of(EventType type, Instant at, long target) {
        Event event = of(type, at).with("target", target);
        return new Event(target, event.fields);
    }

    /**
     * Returns this event with one more field at the end.
     *
     * @param value a text, a number, a boolean, an enum constant, a time, or a map or list of such values; null leaves the field out. The
     *     value must not contain the id of a person or a face
     */
    public Event with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> extended = new LinkedHashMap<>(fields);
        extended.put(name, value);
        return new Event(target, extended);
    }

    /** Returns the fields of a stored event, or an empty map if the event cannot be read. */
    public static Map<?, ?> fields(byte[] bytes) {
        try {
            return JsonReader.of(new Buffer().write(bytes)).readJsonValue() instanceof Map<?, ?> map ? map : Map.of();
        } catch (IOException | JsonDataException e) {
            return Map.of();
        }
    }

    /** Returns the number of the event's target, or null if the event concerns the job as a whole. */
    public @Nullable Long target() {
        return target;
    }

    /** Returns the line of JSON. */
    public byte[] bytes() {
        return JsonEncoder.of(fields);
    }
}
