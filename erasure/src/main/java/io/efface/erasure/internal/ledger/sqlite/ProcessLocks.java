package io.efface.erasure.internal.ledger.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/**
 * The files of ledgers on which this process may hold locks. On POSIX systems, a process that closes any handle of a file loses all of its
 * locks on this file, even locks that it got through other handles (fcntl(2); section 2.2 of sqlite.org/howtocorrupt.html). Another process
 * could then delete SQLite's log while this process writes to it. Therefore no code outside of SQLite may open a ledger's file or its lock
 * file while this process may hold locks on it.
 *
 * <p>The methods that open such files run inside {@link #MONITOR}. The state is static because the locks belong to the process.
 */
final class ProcessLocks {
    /** The monitor that guards the sets. Code outside of SQLite opens and closes files of ledgers only inside this monitor. */
    static final Object MONITOR = new Object();

    private static final Set<String> CHECKED_LEDGERS = new HashSet<>();
    private static final Set<Path> LOCKED_FILES = new HashSet<>();

    private ProcessLocks() {}

    /**
     * Returns whether the content of a ledger's file was checked before in this process. If so, SQLite could have opened the file since the
     * check. A file that has replaced the checked file counts as not checked.
     */
    static boolean isChecked(Path ledger) throws IOException {
        return CHECKED_LEDGERS.contains(identity(ledger));
    }

    static void addChecked(Path ledger) throws IOException {
        CHECKED_LEDGERS.add(identity(ledger));
    }

    private static String identity(Path file) throws IOException {
        return file.toRealPath() + " "
                + Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Returns whether this process holds the lock of a lock file. */
    static boolean isLocked(Path lockFile) {
        return LOCKED_FILES.contains(lockFile);
    }

    static void addLocked(Path lockFile) {
        LOCKED_FILES.add(lockFile);
    }

    static void removeLocked(Path lockFile) {
        LOCKED_FILES.remove(lockFile);
    }
}
