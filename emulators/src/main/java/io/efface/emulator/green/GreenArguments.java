package io.efface.emulator.green;

import io.efface.emulator.JsonText;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON body of a request. A number given for an id counts as its digits, as the vendor's samples mix both. */
final class GreenArguments {

    private final Map<String, @Nullable Object> fields;

    private GreenArguments(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** The fields of a body, none for an empty one; null when it is no JSON object. */
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

    /** A text that is not blank, or null. */
    @Nullable String id(String field) {
        return text(fields.get(field));
    }

    /** A text, empty when there is none. */
    String textOrEmpty(String field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    /** Distinct texts in their order; null unless there is at least one and all are texts that are not blank. */
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

    /** A whole number of at least 1, the default when there is none, or -1 when it is something else. */
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
