package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.SqliteLibrary;
import io.efface.erasure.keys.FileFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/** Loads SQLite's native library. {@link SqliteLibrary} describes the rules. Thread-safe. */
public final class SqliteLoader {
    private static final String LIBRARY_PATH = "org.sqlite.lib.path";
    private static final String LIBRARY_NAME = "org.sqlite.lib.name";
    private static final String UNPACK_DIRECTORY = "org.sqlite.tmpdir";

    /** Whether the library is loaded. A Java virtual machine loads a native library once. */
    private static final AtomicBoolean LOADED = new AtomicBoolean();

    private SqliteLoader() {}

    /** Loads the library from a directory, unless the library is loaded already. */
    public static void load(Path directory) {
        load(List.of(directory));
    }

    /** Loads the library from the default directory, unless the library is loaded already. */
    static void loadDefault() {
        if (!LOADED.get()) {
            load(directories(
                    System.getProperty(SqliteLibrary.PROPERTY),
                    System.getenv(),
                    System.getProperty("os.name", ""),
                    Path.of(System.getProperty("java.io.tmpdir", "")),
                    System.getProperty("user.name", "")));
        }
    }

    /**
     * Returns the directories from which the library can be loaded, in the order in which they are tried. If a directory is configured,
     * only that directory is returned. Otherwise the first directory is in the user's cache, and the second is in the directory of
     * temporary files.
     *
     * @param configured the value of the system property {@link SqliteLibrary#PROPERTY}, or null
     */
    public static List<Path> directories(
            @Nullable String configured, Map<String, String> environment, String os, Path temporary, String user) {
        String chosen = configured != null ? configured : environment.getOrDefault("EFFACE_CACHE", "");
        if (!chosen.isEmpty()) {
            return List.of(Path.of(chosen));
        }
        List<Path> directories = new ArrayList<>();
        String home = environment.getOrDefault("HOME", "");
        String system = os.toLowerCase(Locale.ROOT);
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        String local = environment.getOrDefault("LOCALAPPDATA", "");
        if (system.startsWith("windows")) {
            if (!local.isEmpty()) {
                directories.add(Path.of(local, "efface", "cache"));
            }
        } else if (system.startsWith("mac")) {
            if (!home.isEmpty()) {
                directories.add(Path.of(home, "Library/Caches/efface"));
            }
        } else if (xdg.startsWith("/")) {
            // The XDG base directory specification (0.8) requires that a relative path is ignored.
            directories.add(Path.of(xdg, "efface"));
        } else if (home.startsWith("/")) {
            directories.add(Path.of(home, ".cache", "efface"));
        }
        // The name keeps the directories of different users apart. The owner of the directory is checked separately.
        directories.add(temporary.resolve("efface-" + user.replaceAll("[^A-Za-z0-9._-]", "_")));
        return directories;
    }

    private static void load(List<Path> directories) {
        synchronized (LOADED) {
            if (LOADED.get()) {
                return;
            }
            if (System.getProperty(LIBRARY_PATH) == null && System.getProperty(UNPACK_DIRECTORY) == null) {
                loadFirst(directories);
            }
            LOADED.set(true);
        }
    }

    private static void loadFirst(List<Path> directories) {
        List<String> failures = new ArrayList<>();
        for (Path directory : directories) {
            try {
                Path library = new NativeCache(directory.toAbsolutePath()).library();
                if (isLoadedFrom(library)) {
                    return;
                }
                failures.add(directory + ": the library cannot be loaded; the disk may be mounted without exec rights");
            } catch (IOException e) {
                failures.add(directory + ": " + FileFailure.sentence(e, directory));
            } catch (NativeCache.Unsafe e) {
                failures.add(String.valueOf(e.getMessage()));
                break;
            }
        }
        if (!isLoadedAlready()) {
            throw new ErasureException(
                    Reason.SQLITE_UNAVAILABLE,
                    "SQLite's native library cannot be unpacked or loaded (" + String.join("; ", failures)
                            + "); set EFFACE_CACHE to a directory of your own with mode 700, on a disk with exec rights and 2 MB of"
                            + " free space");
        }
    }

    /**
     * Loads a library, and returns whether the library was loaded. The method resets the system properties at its end, because another
     * class loader may use another version of SQLite.
     */
    private static boolean isLoadedFrom(Path library) {
        // If SQLite's loader cannot load this library, it unpacks its own copy. The copy then goes into the same
        // directory.
        return isInitialized(Map.of(
                LIBRARY_PATH, String.valueOf(library.getParent()),
                LIBRARY_NAME, String.valueOf(library.getFileName()),
                UNPACK_DIRECTORY, String.valueOf(library.getParent())));
    }

    /**
     * Returns whether SQLite's library is already loaded. The method gives SQLite's loader a directory that does not exist. So the loader
     * succeeds only if the library is already loaded.
     */
    private static boolean isLoadedAlready() {
        return isInitialized(Map.of(LIBRARY_PATH, "/nonexistent", UNPACK_DIRECTORY, "/nonexistent"));
    }

    private static boolean isInitialized(Map<String, String> properties) {
        String name = System.getProperty(LIBRARY_NAME);
        try {
            properties.forEach(System::setProperty);
            return SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            return false;
        } finally {
            System.clearProperty(LIBRARY_PATH);
            System.clearProperty(UNPACK_DIRECTORY);
            if (name != null) {
                System.setProperty(LIBRARY_NAME, name);
            } else {
                System.clearProperty(LIBRARY_NAME);
            }
        }
    }
}
