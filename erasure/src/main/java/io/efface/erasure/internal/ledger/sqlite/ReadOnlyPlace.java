package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Decides how to read a ledger from a folder to which this process cannot write, such as an archive on a read-only disk. */
public final class ReadOnlyPlace {
    /**
     * The minimum size of SQLite's file of shared memory while a process uses it: one block of the log's index (sqlite.org/walformat.html).
     */
    private static final long MIN_SHARED_MEMORY_SIZE = 32_768;

    private ReadOnlyPlace() {}

    /**
     * Returns whether a ledger's file contains all committed changes and cannot change while it is read. If a process were writing the
     * ledger, a file of shared memory would exist beside it.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if the ledger has a log that cannot be read; without the log, the
     *     ledger's file may lack committed changes
     */
    public static boolean isArchive(Path file) {
        return isArchive(file, Files::isWritable);
    }

    /**
     * Does the same as {@link #isArchive(Path)} with another test for write access.
     *
     * @param isWritable the function that returns whether the process can write to a file or a folder
     */
    public static boolean isArchive(Path file, Predicate<Path> isWritable) {
        Path real = real(file);
        boolean isFolderWritable = isWritable.test(real.resolveSibling("."));
        if (isFolderWritable && isWritable.test(real)) {
            return false;
        }
        if (hasContent(LedgerFormat.log(real, "-journal"))) {
            throw unread(file, "-journal");
        }
        Path log = LedgerFormat.log(real, "-wal");
        if (Files.exists(log) && Files.exists(LedgerFormat.log(real, "-shm"))) {
            // If the file of shared memory exists, SQLite reads the log without writing.
            return false;
        }
        if (!hasContent(log)) {
            return true;
        }
        if (!isFolderWritable) {
            throw unread(file, "-wal");
        }
        return false;
    }

    /**
     * Returns whether a ledger's file contains all committed changes and no process has the ledger open. If a process had the ledger open,
     * the file of shared memory would have at least its minimum size. A reader on a full disk may leave a shorter file.
     */
    static boolean isUnused(Path file) {
        Path real = real(file);
        return !hasContent(LedgerFormat.log(real, "-journal"))
                && !hasContent(LedgerFormat.log(real, "-wal"))
                && size(LedgerFormat.log(real, "-shm")) < MIN_SHARED_MEMORY_SIZE;
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            // The file may have content.
            return Long.MAX_VALUE;
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath();
        }
    }

    private static boolean hasContent(Path log) {
        return size(log) > 0;
    }

    private static ErasureException unread(Path file, String suffix) {
        return new ErasureException(
                Reason.LEDGER_UNSUITABLE,
                "the ledger " + file.toAbsolutePath() + " is read-only, and its latest changes may be in "
                        + LedgerFormat.log(file, suffix).getFileName()
                        + ", which SQLite cannot read there; copy the ledger and all files beside it to a writable disk");
    }
}
