package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.keys.FileFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Recognises a ledger by the bytes of its file, without SQLite. SQLite creates files beside each database that it opens, even for reading.
 * Therefore files of other programs must be recognised before SQLite opens them. The offsets are from SQLite's documents about the file
 * format and the WAL format.
 */
public final class LedgerFormat {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_LENGTH = 100;
    private static final int APPLICATION_OFFSET = 68;
    private static final int WAL_HEADER_LENGTH = 32;
    private static final int WAL_PAGE_SIZE_OFFSET = 8;
    private static final int WAL_SALT_OFFSET = 16;
    private static final int FRAME_HEADER_LENGTH = 24;
    private static final int FRAME_SALT_OFFSET = 8;
    private static final int SALT_LENGTH = 8;
    private static final int MIN_PAGE_SIZE = 512;
    private static final int MAX_PAGE_SIZE = 1 << 16;

    private LedgerFormat() {}

    /**
     * Checks that a file is a ledger. This method changes nothing. A file that was checked before is not read again, because this process
     * would lose SQLite's locks on it ({@link ProcessLocks}).
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the file is not a ledger or cannot be read
     */
    public static void check(Path file) {
        if (!Files.isRegularFile(file)) {
            throw notALedger(file, "it is not a regular file");
        }
        try {
            synchronized (ProcessLocks.MONITOR) {
                if (!ProcessLocks.isChecked(file)) {
                    checkContent(file);
                    ProcessLocks.addChecked(file);
                }
            }
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger " + file.toAbsolutePath() + " cannot be read: " + FileFailure.sentence(e, file),
                    e);
        }
    }

    private static void checkContent(Path file) throws IOException {
        byte[] header = readStart(file, HEADER_LENGTH);
        if (header.length == 0) {
            throw notALedger(file, "it is empty; delete it, or name another file");
        }
        if (header.length < HEADER_LENGTH || !Arrays.equals(Arrays.copyOf(header, MAGIC.length), MAGIC)) {
            throw notALedger(file, "it is not an SQLite database, or its first page is damaged");
        }
        if (ByteBuffer.wrap(header).getInt(APPLICATION_OFFSET) != Schema.APPLICATION
                && !hasLedgerPage(log(file, "-wal"))) {
            throw notALedger(file, "it is an SQLite database of another application");
        }
    }

    /** Returns the path of a file beside a database, such as SQLite's log. The file need not exist. */
    public static Path log(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /**
     * Returns whether a log contains the first page of a ledger. If a process is killed after it has created a ledger, the pages of the
     * ledger may be in the log only.
     */
    private static boolean hasLedgerPage(Path log) throws IOException {
        if (!Files.isRegularFile(log)) {
            return false;
        }
        try (RandomAccessFile open = open(log)) {
            ByteBuffer header = readAt(open, 0, WAL_HEADER_LENGTH);
            int pageSize = header.remaining() < WAL_HEADER_LENGTH ? 0 : header.getInt(WAL_PAGE_SIZE_OFFSET);
            if (pageSize < MIN_PAGE_SIZE || pageSize > MAX_PAGE_SIZE) {
                return false;
            }
            ByteBuffer salt = header.slice(WAL_SALT_OFFSET, SALT_LENGTH);
            for (long frame = WAL_HEADER_LENGTH; ; frame += FRAME_HEADER_LENGTH + pageSize) {
                ByteBuffer start = readAt(open, frame, FRAME_HEADER_LENGTH + HEADER_LENGTH);
                if (start.remaining() < FRAME_HEADER_LENGTH + HEADER_LENGTH
                        || !start.slice(FRAME_SALT_OFFSET, SALT_LENGTH).equals(salt)) {
                    return false;
                }
                if (start.getInt(0) == 1
                        && start.getInt(FRAME_HEADER_LENGTH + APPLICATION_OFFSET) == Schema.APPLICATION) {
                    return true;
                }
            }
        }
    }

    private static byte[] readStart(Path file, int maxLength) throws IOException {
        try (RandomAccessFile open = open(file)) {
            ByteBuffer start = readAt(open, 0, maxLength);
            byte[] bytes = new byte[start.remaining()];
            start.get(bytes);
            return bytes;
        }
    }

    /**
     * Opens a file in a form that an interrupt of the thread does not close, because an interrupted run still has to finish. An interrupt
     * would close a {@code FileChannel}.
     */
    private static RandomAccessFile open(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString());
        }
        return new RandomAccessFile(file.toFile(), "r");
    }

    private static ByteBuffer readAt(RandomAccessFile file, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(position);
        int total = 0;
        for (int count = 0; count >= 0 && total < length; total += Math.max(0, count)) {
            count = file.read(bytes, total, length - total);
        }
        return ByteBuffer.wrap(bytes, 0, total);
    }

    private static ErasureException notALedger(Path file, String why) {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE, "the file " + file.toAbsolutePath() + " is not a ledger: " + why);
    }
}
