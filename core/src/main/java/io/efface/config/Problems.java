package io.efface.config;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects all problems of a configuration for one exception. Not thread-safe. */
final class Problems {
    private final Set<String> lines = new LinkedHashSet<>();
    private final Set<String> unusable = new HashSet<>();
    private @Nullable FaceException cause;
    private boolean onlyOfCredentials = true;

    void add(String source, String problem) {
        onlyOfCredentials = false;
        lines.add(source + ": " + problem);
    }

    void add(String source, String key, String problem) {
        onlyOfCredentials = false;
        addOfCredentials(source, key, problem);
    }

    /** Adds a problem of an account's credentials or of a reference. The user may solve this problem without changing the configuration. */
    void addOfCredentials(String source, String key, String problem) {
        String where = source + ": " + Keys.printable(key);
        if (!unusable.contains(where)) {
            lines.add(where + ": " + problem);
        }
    }

    /**
     * Adds a problem of the notation of a value, such as a wrong escape. Later problems of the same value are ignored, because they follow
     * from this problem.
     */
    void addUnusable(String source, String key, String problem) {
        add(source, key, problem);
        unusable.add(source + ": " + Keys.printable(key));
    }

    void add(Entry entry, String problem) {
        add(entry.place().text(), entry.key(), problem);
    }

    /** Sets the cause of the exception. Only the first call has an effect. */
    void cause(FaceException error) {
        if (cause == null) {
            cause = error;
        }
    }

    /** Returns whether every problem was added by {@link #addOfCredentials}. */
    boolean onlyOfCredentials() {
        return onlyOfCredentials;
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
