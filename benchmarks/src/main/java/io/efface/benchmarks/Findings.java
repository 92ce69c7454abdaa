package io.efface.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a stage found out, by name. */
final class Findings {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Reads a line of a stage's output; ignores one that is not {@code name=value}. */
    void read(String line) {
        int equals = line.indexOf('=');
        if (equals > 0) {
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
    }

    String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the stage did not print its " + name);
        }
        return value;
    }
}
