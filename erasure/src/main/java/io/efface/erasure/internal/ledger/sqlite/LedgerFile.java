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
 * The lock of a ledger's file, and the checks of the file and its folder. A ledger must be on a local disk, only its owner may read it, and
 * one process at a time may work on it. The lock is a file lock of the operating system, which is released when its process ends for any
 * reason.
 */
public final class LedgerFile implements AutoCloseable {
    /**
     * Network file systems. SQLite's log does not work on these file systems, because other machines do not see SQLite's locks and shared
     * memory.
     */
    private static final Set<String> NETWORK_FILE_SYSTEMS = Set.of(
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

    /** The pause before another attempt to lock. A process that calls {@link #isTaken} holds the lock for a moment. */
    private static final Duration RETRY_PAUSE = Duration.ofMillis(10);

    private static final int MAX_RETRIES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final FileChannel channel;
    private final Path lockFile;

    private LedgerFile(FileChannel channel, Path lockFile) {
        this.channel = channel;
        this.lockFile = lockFile;
    }

    /**
     * Locks the ledger for this process. Creates the ledger's folder if it is missing. A file that is not a ledger is not changed, and no
     * file is created beside it.
     *
     * @throws ErasureException if another process has locked the ledger, if the file is not a ledger, or if its location is not suitable
     */
    public static LedgerFile take(Path file) {
        Path absolute = file.toAbsolutePath();
        makeFolder(absolute.getParent());
        checkPlace(absolute);
        checkContent(absolute);
        try {
            createLockFile(lockOf(absolute));
            LedgerFile taken = lock(absolute, lockOf(absolute).toRealPath());
            boolean usable = false;
            try {
                tighten(absolute);
                usable = true;
                return taken;
            } finally {
                if (!usable) {
                    taken.close();
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

    private static LedgerFile lock(Path file, Path lockFile) throws IOException {
        synchronized (ProcessLocks.MONITOR) {
            if (ProcessLocks.isLocked(lockFile)) {
                throw new ErasureException(
                        Reason.LEDGER_IN_USE,
                        "this process has the ledger " + file + " open already; close it, then try again");
            }
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            if (lock(channel)) {
                ProcessLocks.addLocked(lockFile);
                return new LedgerFile(channel, lockFile);
            }
            channel.close();
        }
        throw new ErasureException(
                Reason.LEDGER_IN_USE,
                "another process has the ledger " + file
                        + " open; wait until that process ends, or end it, then try again");
    }

    /** Checks that the file is a ledger or can become one, before anything is created or changed. */
    private static void checkContent(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new ErasureException(
                        Reason.LEDGER_UNSUITABLE, "the ledger " + file + " is not a regular file, or is a link");
            }
            LedgerFormat.check(file);
        } else {
            for (String suffix : List.of("-wal", "-journal")) {
                if (Files.exists(LedgerFormat.log(file, suffix), LinkOption.NOFOLLOW_LINKS)) {
                    throw new ErasureException(
                            Reason.LEDGER_UNSUITABLE,
                            "the ledger " + file + " is missing, but its log exists: " + LedgerFormat.log(file, suffix)
                                    + "; restore the ledger's file, or name another file");
                }
            }
        }
    }

    /** Creates the folder if its parent exists. If the parent is missing, too, the path is probably wrong, and nothing is created. */
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
     * Checks that a folder is suitable for a ledger.
     *
     * @param file the ledger's file in that folder
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if the folder is missing or on a network file system
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
                            + "), where two machines could write to it at the same time; choose a local disk");
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
        return NETWORK_FILE_SYSTEMS.contains(type.toLowerCase(Locale.ROOT));
    }

    private static Path lockOf(Path file) {
        return LedgerFormat.log(file, ".lock");
    }

    /** Locks the file. Retries for a short time, because another process that calls {@link #isTaken} holds the lock for a moment. */
    private static boolean lock(FileChannel channel) throws IOException {
        boolean locked = tryLock(channel, false) != null;
        for (int retry = 0; retry < MAX_RETRIES && !locked; retry++) {
            LockSupport.parkNanos(RETRY_PAUSE.toNanos());
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

    /** Returns whether a process has locked a ledger. Returns true if the lock cannot be examined. This method changes nothing. */
    public static boolean isTaken(Path file) {
        try {
            Path lockFile = lockOf(file.toRealPath()).toRealPath();
            synchronized (ProcessLocks.MONITOR) {
                return ProcessLocks.isLocked(lockFile) || isTakenElsewhere(lockFile);
            }
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // The lock cannot be examined, so the caller has to rely on the lease in the ledger.
            return true;
        }
    }

    private static boolean isTakenElsewhere(Path lockFile) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.READ)) {
            return tryLock(channel, true) == null;
        }
    }

    private static void createLockFile(Path lock) throws IOException {
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
     * Removes the permissions of group and others from a ledger's files, because a copied or restored file is often readable by other
     * users.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if this user may not change the permissions
     */
    public static void tighten(Path file) {
        Path absolute = file.toAbsolutePath();
        if (!absolute.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        for (String suffix : List.of("", "-wal", "-shm", ".lock")) {
            Path each = LedgerFormat.log(absolute, suffix);
            try {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS);
                if (!OWNER_ONLY.containsAll(permissions)) {
                    Set<PosixFilePermission> newPermissions = EnumSet.copyOf(OWNER_ONLY);
                    newPermissions.retainAll(permissions);
                    Files.setPosixFilePermissions(each, newPermissions);
                    LOG.warn("other users could access {}; their permissions were removed", each);
                }
            } catch (NoSuchFileException e) {
                // SQLite creates a missing file with the permissions of the ledger's file.
            } catch (IOException e) {
                throw new ErasureException(
                        Reason.LEDGER_UNSUITABLE,
                        "other users can access " + each
                                + ", and this user may not change its permissions; run chmod 600",
                        e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (ProcessLocks.MONITOR) {
            try {
                channel.close();
            } catch (IOException e) {
                // The operating system releases the lock together with the file descriptor, even if close fails.
            }
            ProcessLocks.removeLocked(lockFile);
        }
    }
}
