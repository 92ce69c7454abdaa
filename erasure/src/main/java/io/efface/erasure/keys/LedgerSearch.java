package io.efface.erasure.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Searches a folder and the folders above it for ledgers, so that keys are not created beside a ledger that the caller did not name. The
 * search recognises a ledger by the application id in its header. The offsets in this class come from SQLite's file format document.
 */
final class LedgerSearch {
    /** The application id of the files of {@code io.efface.erasure.Ledger}; a test compares both values. */
    private static final int APPLICATION = 0x45464643;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 100;
    private static final int APPLICATION_AT = 68;
    /** The size of SQLite's smallest page in bytes. The size of each database file is a multiple of this size. */
    private static final int SMALLEST_PAGE = 512;

    private static final Set<PosixFilePermission> SHARED =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private LedgerSearch() {}

    /**
     * Returns a ledger in a folder or in a folder above it. The search ends before the first folder in which other users can create files,
     * because another user's file must not change the result.
     *
     * @param folder a path without symbolic links, which need not exist
     */
    static Optional<Path> inOrAbove(Path folder) {
        for (Path each = folder; each != null && !isShared(each); each = each.getParent()) {
            Optional<Path> ledger = in(each);
            if (ledger.isPresent()) {
                return ledger;
            }
        }
        return Optional.empty();
    }

    private static boolean isShared(Path folder) {
        try {
            return !Collections.disjoint(Files.getPosixFilePermissions(folder), SHARED);
        } catch (IOException | UnsupportedOperationException e) {
            // The folder does not exist yet, or the file system has no permissions.
            return false;
        }
    }

    private static Optional<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, LedgerSearch::isLedger)) {
            for (Path file : files) {
                return Optional.of(file);
            }
        } catch (IOException e) {
            // A folder that cannot be listed belongs to another user, and is not searched.
        }
        return Optional.empty();
    }

    private static boolean isLedger(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(file) < SMALLEST_PAGE
                    || Files.size(file) % SMALLEST_PAGE != 0) {
                return false;
            }
            if (isOpen(file)) {
                return true;
            }
            try (InputStream open = Files.newInputStream(file)) {
                byte[] header = open.readNBytes(HEADER);
                return header.length == HEADER
                        && Arrays.equals(Arrays.copyOf(header, MAGIC.length), MAGIC)
                        && ByteBuffer.wrap(header).getInt(APPLICATION_AT) == APPLICATION;
            }
        } catch (IOException e) {
            // This user cannot read the file, or the file was removed during the search.
            return false;
        }
    }

    /**
     * Returns whether a process has a file open as a ledger. If the result is true, the search must not open the file outside of SQLite: if
     * this process has the ledger open, the process would lose SQLite's locks on the file (section 2.2 of sqlite.org/howtocorrupt.html).
     */
    private static boolean isOpen(Path file) {
        return Files.exists(beside(file, "-shm")) && Files.exists(beside(file, ".lock"));
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
