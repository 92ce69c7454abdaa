package io.efface.config;

import java.util.Set;
import java.util.function.Consumer;

/** One source of configuration. Sources are read when accounts are opened. */
interface Source {
    /** Returns the name of the source for messages. */
    String name();

    /**
     * Reads every entry whose key begins with {@code efface.}.
     *
     * @param accountKeys the keys that are allowed after an account's name
     * @param problems receives the problems of the source
     */
    void read(Set<String> accountKeys, Problems problems, Consumer<Entry> entries);
}
