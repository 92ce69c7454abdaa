package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.keys.FileFailure;
import io.efface.erasure.keys.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Creates a ledger's file atomically: a file with the ledger's name always contains all tables. Only the process that has locked the ledger
 * may create it.
 */
public final class NewLedger {
    private NewLedger() {}

    /**
     * Creates a ledger if the file does not exist.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if the file cannot be created; {@code LEDGER_FAILED} if the disk is full
     *     or fails
     */
    public static void createIfMissing(Path file) {
        Path absolute = file.toAbsolutePath();
        if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path draft = LedgerFormat.log(absolute, ".efface-new");
        try {
            try {
                // A process that was killed may have left a draft. This process has the lock, so no other process is
                // using the draft.
                deleteAll(draft);
                Files.createFile(draft, PrivateFiles.attributes(draft, "rw-------"));
                try (Connection connection = Connections.writing(draft)) {
                    Schema.prepare(connection);
                }
                publish(draft, absolute);
            } finally {
                deleteAll(draft);
            }
            sync(absolute.resolveSibling("."));
        } catch (SQLException e) {
            throw SqliteFailure.exception(Reason.LEDGER_FAILED, "the ledger " + absolute + " cannot be created", e);
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.LEDGER_UNSUITABLE,
                    "the ledger " + absolute + " cannot be created: " + FileFailure.sentence(e, absolute),
                    e);
        }
    }

    /** Gives the draft the ledger's name, and fails if a file with this name exists. */
    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            // The file system has no hard links.
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void deleteAll(Path draft) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(LedgerFormat.log(draft, suffix));
        }
    }

    /** Writes the new directory entry to disk, if the platform allows a directory to be opened. */
    private static void sync(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
