package io.efface.erasure.internal.ledger.record;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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
    /** The event without its last field, or null if this event has only one field. */
    private final @Nullable Event rest;

    private final String name;
    private final Object value;

    private Event(@Nullable Long target, @Nullable Event rest, String name, Object value) {
        this.target = target;
        this.rest = rest;
        this.name = name;
        this.value = value;
    }

    /** Starts an event about a job as a whole. */
    public static Event of(EventType type, Instant at) {
        return of(null, type, at);
    }

    /** Starts an event about a target. */
    public static Event of(EventType type, Instant at, long target) {
        return of(Long.valueOf(target), type, at).with("target", target);
    }

    private static Event of(@Nullable Long target, EventType type, Instant at) {
        return new Event(target, null, "type", type.name()).with("at", at.toString());
    }

    /**
     * Returns this event with one more field at the end.
     *
     * @param added a text, a number, a boolean, an enum constant, a time, or a map or list of such values; null leaves the field out. The
     *     value must not contain the id of a person or a face
     */
    public Event with(String field, @Nullable Object added) {
        return added == null ? this : new Event(target, this, field, added);
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
        Deque<Event> fields = new ArrayDeque<>();
        for (Event event = this; event != null; event = event.rest) {
            fields.push(event);
        }
        Buffer line = new Buffer();
        try (JsonWriter json = JsonWriter.of(line)) {
            json.beginObject();
            for (Event field : fields) {
                json.name(field.name);
                JsonEncoder.write(json, field.value);
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return line.readByteArray();
    }
}
