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
 * Recognises a ledger by its bytes alone. SQLite creates files beside each database that it opens, even for reading, so that files of
 * other programs must be recognised before SQLite opens them. Offsets are those of SQLite's file format and WAL format documents.
 */
public final class LedgerFormat {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 100;
    private static final int APPLICATION_AT = 68;
    private static final int WAL_HEADER = 32;
    private static final int WAL_PAGE_SIZE_AT = 8;
    private static final int WAL_SALT_AT = 16;
    private static final int FRAME_HEADER = 24;
    private static final int FRAME_SALT_AT = 8;
    private static final int SALT = 8;
    /** The largest page of SQLite. */
    private static final int MAX_PAGE = 1 << 16;

    private LedgerFormat() {}

    /**
     * Checks that a file is a ledger, and changes nothing.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if it is not, or if it cannot be read
     */
    public static void check(Path file) {
        if (!Files.isRegularFile(file)) {
            throw not(file, "it is not a regular file");
        }
        try {
            byte[] header = read(file, HEADER);
            if (header.length == 0) {
                throw not(file, "it is empty; delete it, or name another file");
            }
            if (header.length < HEADER || !Arrays.equals(Arrays.copyOf(header, MAGIC.length), MAGIC)) {
                throw not(file, "it is not an SQLite database, or its first page is damaged");
            }
            if (ByteBuffer.wrap(header).getInt(APPLICATION_AT) != Schema.APPLICATION && !isInLog(log(file, "-wal"))) {
                throw not(file, "it is an SQLite database of another application");
            }
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger " + file.toAbsolutePath() + " cannot be read: " + FileFailure.sentence(e, file),
                    e);
        }
    }

    /** Returns the path of a file that SQLite keeps beside a database, whether it exists or not. */
    public static Path log(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Searches the log for a first page of a ledger: a process that is killed may leave its whole database there. */
    private static boolean isInLog(Path log) throws IOException {
        if (!Files.isRegularFile(log)) {
            return false;
        }
        try (RandomAccessFile open = open(log)) {
            ByteBuffer header = at(open, 0, WAL_HEADER);
            int page = header.remaining() < WAL_HEADER ? 0 : header.getInt(WAL_PAGE_SIZE_AT);
            if (page < 512 || page > MAX_PAGE) {
                return false;
            }
            for (long frame = WAL_HEADER; ; frame += FRAME_HEADER + page) {
                ByteBuffer start = at(open, frame, FRAME_HEADER + HEADER);
                if (start.remaining() < FRAME_HEADER + HEADER
                        || !start.slice(FRAME_SALT_AT, SALT).equals(header.slice(WAL_SALT_AT, SALT))) {
                    return false;
                }
                if (start.getInt(0) == 1 && start.getInt(FRAME_HEADER + APPLICATION_AT) == Schema.APPLICATION) {
                    return true;
                }
            }
        }
    }

    private static byte[] read(Path file, int most) throws IOException {
        try (RandomAccessFile open = open(file)) {
            ByteBuffer start = at(open, 0, most);
            byte[] bytes = new byte[start.remaining()];
            start.get(bytes);
            return bytes;
        }
    }

    /** Opens a file so that an interrupt of the thread does not close it: a run that is interrupted still counts. */
    private static RandomAccessFile open(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString());
        }
        return new RandomAccessFile(file.toFile(), "r");
    }

    private static ByteBuffer at(RandomAccessFile file, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(position);
        int got = 0;
        for (int more = 0; more >= 0 && got < length; got += Math.max(0, more)) {
            more = file.read(bytes, got, length - got);
        }
        return ByteBuffer.wrap(bytes, 0, got);
    }

    private static ErasureException not(Path file, String why) {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE, "the file " + file.toAbsolutePath() + " is not a ledger: " + why);
    }
}
