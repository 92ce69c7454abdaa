package io.efface.config;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Reports each warning about the configuration once, even if the account with the warning is opened again. Thread-safe. */
final class Warnings {
    private final Consumer<String> listener;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    Warnings(Consumer<String> listener) {
        this.listener = listener;
    }

    void warn(String text) {
        if (reported.add(text)) {
            listener.accept(text);
        }
    }
}
