package io.efface.config;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with a configuration, told at once. Not thread-safe. */
final class Problems {
    private final Set<String> lines = new LinkedHashSet<>();
    private @Nullable FaceException cause;

    void add(String source, String problem) {
        lines.add(source + ": " + problem);
    }

    void add(String source, String key, String problem) {
        lines.add(source + ": " + Keys.shown(key) + ": " + problem);
    }

    void add(Entry entry, String problem) {
        add(entry.place().text(), entry.key(), problem);
    }

    /** Keeps the first exception as the cause of what will be thrown. */
    void cause(FaceException error) {
        if (cause == null) {
            cause = error;
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    void throwIfAny() {
        if (lines.isEmpty()) {
            return;
        }
        StringBuilder detail =
                new StringBuilder().append(lines.size()).append(lines.size() == 1 ? " problem:" : " problems:");
        int number = 0;
        for (String line : lines) {
            detail.append('\n').append(++number).append(". ").append(line);
        }
        throw FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                .detail(detail.toString())
                .cause(cause)
                .build();
    }
}
