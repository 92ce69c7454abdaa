package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Decides how to read a ledger in a place where this process can write nothing, such as an archive on a read-only disk. */
public final class ReadOnlyPlace {
    /** The least size of SQLite's shared memory once it is in use: a block of its index (sqlite.org/walformat.html). */
    private static final long SHARED_MEMORY = 32_768;

    private ReadOnlyPlace() {}

    /**
     * Returns whether a ledger is whole in its one file, and cannot change while it is read. A writer would have created a shared
     * memory file beside it.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if a log beside it could not be read: the file alone may be older than
     *     what was committed
     */
    public static boolean isArchive(Path file) {
        return isArchive(file, Files::isWritable);
    }

    /** Decides for a process that may write what the given test says. */
    public static boolean isArchive(Path file, Predicate<Path> isWritable) {
        Path real = real(file);
        boolean isFolderWritable = isWritable.test(real.resolveSibling("."));
        if (isFolderWritable && isWritable.test(real)) {
            return false;
        }
        if (isContentIn(LedgerFormat.log(real, "-journal"))) {
            throw unread(file, "-journal");
        }
        Path log = LedgerFormat.log(real, "-wal");
        if (Files.exists(log) && Files.exists(LedgerFormat.log(real, "-shm"))) {
            // SQLite reads a log without writing anything if it finds its shared memory.
            return false;
        }
        if (!isContentIn(log)) {
            return true;
        }
        if (!isFolderWritable) {
            throw unread(file, "-wal");
        }
        return false;
    }

    /**
     * Returns whether a ledger is whole in its one file and no process has it open: such a process would have its shared memory beside
     * it. A reader on a full disk leaves files there that are too short.
     */
    static boolean isUnused(Path file) {
        Path real = real(file);
        return !isContentIn(LedgerFormat.log(real, "-journal"))
                && !isContentIn(LedgerFormat.log(real, "-wal"))
                && size(LedgerFormat.log(real, "-shm")) < SHARED_MEMORY;
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            // It may hold something.
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

    private static boolean isContentIn(Path log) {
        return size(log) > 0;
    }

    private static ErasureException unread(Path file, String suffix) {
        return new ErasureException(
                Reason.LEDGER_UNSUITABLE,
                "the ledger " + file.toAbsolutePath() + " is in a read-only place, and its latest changes may be in "
                        + LedgerFormat.log(file, suffix).getFileName()
                        + ", which SQLite cannot read there; copy the ledger and all files beside it to a writable disk");
    }
}
