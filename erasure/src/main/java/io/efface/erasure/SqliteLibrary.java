package io.efface.erasure;

import io.efface.erasure.internal.ledger.sqlite.SqliteLoader;
import java.nio.file.Path;

/**
 * Loads SQLite's native library from a directory that belongs to the user and that other users cannot write. The library is unpacked into
 * this directory once for each version. When the process opens its first ledger, the library is loaded from the default directory. To use
 * another directory, an application calls {@link #load} before it opens a ledger.
 *
 * <p>If the system property {@code org.sqlite.lib.path} or {@code org.sqlite.tmpdir} is set, this property determines the directory. If the
 * application has already loaded SQLite, the loaded library stays in use. Thread-safe.
 */
public final class SqliteLibrary {
    /** The system property with the default directory. The environment variable {@code EFFACE_CACHE} has the same meaning. */
    public static final String PROPERTY = "efface.cache";

    private SqliteLibrary() {}

    /**
     * Loads the library. Does nothing if the library is already loaded. If the directory does not contain a copy with the same SHA-256 as
     * the library in the jar, the method first unpacks the library.
     *
     * @param directory the directory for the library. If this directory or a directory above it is missing, the method creates the missing
     *     directory, which only its owner can access
     * @throws ErasureException of reason {@code SQLITE_UNAVAILABLE} if the directory belongs to another user, if other users can write it,
     *     or if the library cannot be unpacked or loaded there, for example because the disk is full or mounted without exec rights
     */
    public static void load(Path directory) {
        SqliteLoader.load(directory);
    }
}
