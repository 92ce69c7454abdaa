package io.efface.config;

import java.util.function.Consumer;

/** One source of configuration, read when accounts are opened. */
interface Source {
    /** Returns what to call the whole source in a message. */
    String name();

    /**
     * Passes on every entry that is meant for this library.
     *
     * @param keys what may follow an account's name
     * @param problems takes what cannot be read
     */
    void read(KnownKeys keys, Problems problems, Consumer<Entry> entries);
}
