package io.efface.emulator.green;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of an operation of the service.
 *
 * @param code the outer code
 * @param message the outer text
 * @param data the contents of the response, or null if there are none
 */
record GreenResult(int code, String message, @Nullable Map<String, @Nullable Object> data) {

    static GreenResult success(Map<String, @Nullable Object> fields) {
        return inner(200, fields);
    }

    static GreenResult inner(int innerCode, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("code", innerCode);
        data.putAll(fields);
        return new GreenResult(200, GreenErrors.service(200).message(), data);
    }

    static GreenResult error(int code) {
        return new GreenResult(code, GreenErrors.service(code).message(), null);
    }

    static GreenResult error(int code, String message) {
        return new GreenResult(code, message, null);
    }
}
