package io.efface.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** The figures that a stage printed, by name. */
final class Findings {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Reads a line of a stage's output. Ignores a line that does not have the form {@code name=value}. */
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
