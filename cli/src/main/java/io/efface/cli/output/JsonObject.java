package io.efface.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is built key by key. The keys keep the order in which they were added. Not thread-safe.
 *
 * <p>This class is for results that leave out some keys, or that combine several values in one object. {@link JsonLine} also writes
 * records, which always have all their keys.
 */
public final class JsonObject {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /** Adds a key and returns this object. */
    public JsonObject with(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    /** Adds a key if the value is neither null nor an empty {@link Optional}, and returns this object. */
    public JsonObject withPresent(String name, @Nullable Object value) {
        return value == null || value.equals(Optional.empty()) ? this : with(name, value);
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }
}
