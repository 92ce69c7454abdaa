package io.efface.erasure;

import io.efface.erasure.internal.ledger.sqlite.SqliteLoader;
import java.nio.file.Path;

/**
 * Loads SQLite's native library from a directory that belongs to the user alone, where it is unpacked once for each version. The first
 * ledger that is opened calls it with the default directory; an application that wants another one calls {@link #load} before.
 *
 * <p>An application that sets the system properties {@code org.sqlite.lib.path} or {@code org.sqlite.tmpdir} decides by itself where the
 * library comes from, and one that has used SQLite before keeps the library that is loaded. Thread-safe.
 */
public final class SqliteLibrary {
    /** Names the default directory; the environment variable {@code EFFACE_CACHE} does the same. */
    public static final String PROPERTY = "efface.cache";

    private SqliteLibrary() {}

    /**
     * Loads the library, unless one is loaded. Unpacks it if the directory does not hold it with the SHA-256 of the one in the jar.
     *
     * @param directory is created for its owner alone if it is missing, with those above it
     * @throws ErasureException of reason {@code SQLITE_UNAVAILABLE} if the directory belongs to another user, if others can use it, or if
     *     the library cannot be unpacked there or loaded from there, such as from a disk that is full or mounted without exec rights
     */
    public static void load(Path directory) {
        SqliteLoader.load(directory);
    }
}
