package io.efface.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object whose keys are not the components of a record, in the order in which they are added. Not thread-safe. */
public final class JsonObject {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /** Adds a key, and returns this. */
    public JsonObject with(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    /** Adds a key if the value is neither null nor an empty {@link Optional}, and returns this. */
    public JsonObject withPresent(String name, @Nullable Object value) {
        return value == null || value.equals(Optional.empty()) ? this : with(name, value);
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }
}
