package io.efface.emulator.green;

import io.efface.emulator.JsonText;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments in the JSON body of a request. An id may be a text or a number, because the vendor's samples use both. */
final class GreenArguments {

    private final Map<String, @Nullable Object> fields;

    private GreenArguments(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** Reads a body. An empty body has no fields. Returns null if the body is not a JSON object. */
    static @Nullable GreenArguments read(byte[] body) {
        if (body.length == 0) {
            return new GreenArguments(Map.of());
        }
        try {
            return new GreenArguments(JsonText.readObject(body));
        } catch (IOException e) {
            return null;
        }
    }

    boolean has(String field) {
        return fields.get(field) != null;
    }

    /** Returns the id in a field, or null if the field is missing or blank. */
    @Nullable String id(String field) {
        return text(fields.get(field));
    }

    /** Returns the text in a field, or an empty text if the field is missing or has another type. */
    String textOrEmpty(String field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    /**
     * Returns the distinct ids of a list in their order. Returns null if the list is missing or empty, or contains a value that is not an
     * id.
     */
    @Nullable List<String> ids(String field) {
        if (!(fields.get(field) instanceof List<?> list) || list.isEmpty()) {
            return null;
        }
        Set<String> ids = new LinkedHashSet<>();
        for (Object entry : list) {
            String id = text(entry);
            if (id == null) {
                return null;
            }
            ids.add(id);
        }
        return List.copyOf(ids);
    }

    /**
     * Returns the number in a field if it is a whole number of at least 1. Returns the default if the field is missing, and -1 for any
     * other value.
     */
    int count(String field, int byDefault) {
        Object value = fields.get(field);
        if (value == null) {
            return byDefault;
        }
        String digits = value instanceof JsonText.JsonNumber number ? number.digits() : String.valueOf(value);
        return digits.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(digits) : -1;
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof JsonText.JsonNumber number) {
            return number.digits();
        }
        return value instanceof String text && !text.isBlank() ? text : null;
    }
}
