package io.efface.erasure.internal.ledger.record;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of a job's receipts: what was done, to whom by hash, and when. Its bytes are one line of JSON in UTF-8 without the line's
 * end, and are never written anew: what a seal covers is what was stored. Immutable and thread-safe.
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
     * @param value a text, a number, a truth value, an enum constant, a time, a map of such, a list of such, or null to leave the
     *     field out; never an id of a person or face
     */
    public Event with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Event(target, more);
    }

    /** Returns the target that it is about, or null if it is about the job as a whole. */
    public @Nullable Long target() {
        return target;
    }

    /** Returns the line of JSON. */
    public byte[] bytes() {
        return JsonLine.of(fields);
    }
}
