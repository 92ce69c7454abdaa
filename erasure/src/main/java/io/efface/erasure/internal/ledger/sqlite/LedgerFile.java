package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.Ledger;
import io.efface.erasure.keys.FileFailure;
import io.efface.erasure.keys.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger's file on disk: readable by its owner alone, on a local disk, and written by one process at a time. The kernel holds the
 * lock, so that it ends with its process, however that ends.
 */
public final class LedgerFile implements AutoCloseable {
    /** File systems whose locks and shared memory other machines do not see, which SQLite's log needs. */
    private static final Set<String> NETWORK = Set.of(
            "nfs",
            "nfs3",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afs",
            "ncpfs",
            "9p",
            "ceph",
            "glusterfs",
            "lustre",
            "gpfs",
            "ocfs2",
            "gfs2",
            "beegfs",
            "webdav",
            "davfs",
            "davfs2",
            "vboxsf",
            "vmhgfs",
            "prl_fs",
            "fuse.sshfs",
            "fuse.glusterfs",
            "fuse.s3fs",
            "fuse.rclone",
            "fuse.gcsfuse",
            "fuse.blobfuse",
            "fuse.davfs2");

    /** How long, and how often, to wait for a process that only looks at the lock. */
    private static final Duration LOOK = Duration.ofMillis(10);

    private static final int LOOKS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");

    private final FileChannel channel;

    private LedgerFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the ledger for this process, and creates its folder if that is missing. A file that is not a ledger stays unchanged, and
     * no file is created beside it.
     *
     * @throws ErasureException if another process has it, the file is not a ledger, or the place will not do
     */
    public static LedgerFile take(Path file) {
        Path absolute = file.toAbsolutePath();
        makeFolder(absolute.getParent());
        checkPlace(absolute);
        checkContent(absolute);
        try {
            Path lock = lockOf(absolute);
            makePrivate(lock);
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
            boolean taken = false;
            try {
                if (!lock(channel)) {
                    throw new ErasureException(
                            Reason.LEDGER_IN_USE,
                            "another process has the ledger " + absolute + "; wait for it, or end it, then try again");
                }
                tighten(absolute);
                taken = true;
                return new LedgerFile(channel);
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.LEDGER_UNSUITABLE,
                    "the ledger " + absolute + " cannot be created or opened for writing: "
                            + FileFailure.sentence(e, absolute),
                    e);
        }
    }

    /** Checks that the file is a ledger or can become one, before anything is created or changed. */
    private static void checkContent(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new ErasureException(
                        Reason.LEDGER_UNSUITABLE, "the ledger " + file + " is not a regular file, or is a link to one");
            }
            LedgerFormat.check(file);
        } else {
            for (String suffix : List.of("-wal", "-journal")) {
                if (Files.exists(LedgerFormat.log(file, suffix), LinkOption.NOFOLLOW_LINKS)) {
                    throw new ErasureException(
                            Reason.LEDGER_UNSUITABLE,
                            "there is no ledger " + file + ", but a log of one: " + LedgerFormat.log(file, suffix)
                                    + "; restore the ledger's file, or name another one");
                }
            }
        }
    }

    /** Makes the folder where only it is missing; more missing folders are rather a wrong path. */
    private static void makeFolder(@Nullable Path folder) {
        if (folder == null
                || Files.exists(folder)
                || folder.getParent() == null
                || !Files.isDirectory(folder.getParent())) {
            return;
        }
        try {
            PrivateFiles.makeFolder(folder);
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.LEDGER_UNSUITABLE,
                    "the ledger's folder " + folder + " cannot be created: " + FileFailure.sentence(e, folder),
                    e);
        }
    }

    /**
     * Checks that a ledger may be where it is.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if its folder is missing or on a network file system
     */
    public static void checkPlace(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ErasureException(Reason.LEDGER_UNSUITABLE, "the ledger's folder " + folder + " does not exist");
        }
        String type;
        try {
            type = Files.getFileStore(folder).type();
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.LEDGER_UNSUITABLE,
                    "the type of the file system of the ledger's folder " + folder + " cannot be determined: "
                            + FileFailure.sentence(e, folder),
                    e);
        }
        if (isNetwork(type)) {
            throw new ErasureException(
                    Reason.LEDGER_UNSUITABLE,
                    "the ledger's folder " + folder + " is on a network file system (" + type
                            + "), where two machines could write it at once; choose a local disk");
        }
    }

    /**
     * Checks that this process may write a ledger.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if the file or its folder is read-only
     */
    public static void checkWritable(Path file) {
        Path absolute = file.toAbsolutePath();
        if (!Files.isWritable(absolute) || !Files.isWritable(absolute.resolveSibling("."))) {
            throw new ErasureException(
                    Reason.LEDGER_UNSUITABLE,
                    "the ledger " + absolute + " cannot be opened for writing: " + FileFailure.READ_ONLY);
        }
    }

    public static boolean isNetwork(String type) {
        return NETWORK.contains(type.toLowerCase(Locale.ROOT));
    }

    private static Path lockOf(Path file) {
        return LedgerFormat.log(file, ".lock");
    }

    /** Takes the lock; a process that only looks whether it is taken has it for a moment. */
    private static boolean lock(FileChannel channel) throws IOException {
        boolean locked = tryLock(channel, false) != null;
        for (int again = 0; again < LOOKS && !locked; again++) {
            LockSupport.parkNanos(LOOK.toNanos());
            locked = tryLock(channel, false) != null;
        }
        return locked;
    }

    private static @Nullable FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Returns whether a process has a ledger, as far as its lock shows; changes nothing. */
    public static boolean isTaken(Path file) {
        try (FileChannel channel = FileChannel.open(lockOf(file.toRealPath()), StandardOpenOption.READ)) {
            return tryLock(channel, true) == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // Not to be seen: the ledger's own word counts.
            return true;
        }
    }

    private static void makePrivate(Path lock) throws IOException {
        try {
            Files.createFile(lock, PrivateFiles.attributes(lock, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS) || Files.size(lock) > 0) {
                throw new ErasureException(
                        Reason.LEDGER_UNSUITABLE,
                        "the file " + lock + " is not the lock of a ledger; rename it, or name another ledger",
                        e);
            }
        }
    }

    /**
     * Takes a ledger's files away from everybody but their owner: copied or restored ones have often become readable for others.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if that is not allowed
     */
    public static void tighten(Path file) {
        Path absolute = file.toAbsolutePath();
        if (!absolute.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        for (String end : List.of("", "-wal", "-shm", ".lock")) {
            Path each = LedgerFormat.log(absolute, end);
            try {
                Set<PosixFilePermission> now = Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS);
                if (!OWNERS.containsAll(now)) {
                    Set<PosixFilePermission> kept = EnumSet.copyOf(OWNERS);
                    kept.retainAll(now);
                    Files.setPosixFilePermissions(each, kept);
                    LOG.warn("{} could be used by others; now its owner alone can", each);
                }
            } catch (NoSuchFileException e) {
                // SQLite makes it with the permissions of the first.
            } catch (IOException e) {
                throw new ErasureException(
                        Reason.LEDGER_UNSUITABLE,
                        each + " can be used by others than its owner, and this user may not change that; chmod 600 it",
                        e);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The kernel gives the lock up with the descriptor, whatever close says.
        }
    }
}
