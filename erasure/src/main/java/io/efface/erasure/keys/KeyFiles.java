package io.efface.erasure.keys;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates, reads and destroys key files. From their creation on, only their owner can access the files and folders. On a file system
 * without POSIX permissions, only the folder's access control list protects the files.
 */
final class KeyFiles {
    /** The length of the longest file that is read as a key, in bytes. */
    private static final int MOST = 4_096;

    private static final Set<PosixFilePermission> WRITABLE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final Set<PosixFilePermission> READABLE =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final SecureRandom random;

    KeyFiles(SecureRandom random) {
        this.random = random;
    }

    /** Creates a folder and the missing folders above it. */
    void makeFolder(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            makeFolder(parent);
        }
        try {
            Files.createDirectory(folder, attributes(folder, "rwx------"));
            if (parent != null) {
                sync(parent);
            }
        } catch (FileAlreadyExistsException e) {
            checkFolder(folder);
        }
    }

    /** Checks that a folder is suitable or can be created. Changes nothing. */
    void checkUsable(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            checkFolder(folder);
            return;
        }
        Path above = folder.getParent();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        if (above == null || !Files.isDirectory(above) || !Files.isWritable(above)) {
            throw unsuitable(folder, "cannot be created: " + above + " is not a directory that this user can write");
        }
    }

    /** Checks that a path is a folder in which only its owner can create files. */
    void checkFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw unsuitable(folder, "is not a folder, or is a link to a folder");
        }
        check(folder, WRITABLE, "can be written by others");
    }

    /**
     * Creates a file with its content, or no file at all. When the method returns, the file is on disk.
     *
     * @return false if the file already exists; it stays unchanged
     */
    boolean create(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(
                file.getFileName() + ".new-" + HexFormat.of().toHexDigits(random.nextLong()));
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    attributes(fresh, "rw-------"))) {
                write(channel, ByteBuffer.wrap(content));
            }
            return name(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
            sync(parentOf(file));
        }
    }

    private static boolean name(Path fresh, Path file) throws IOException {
        try {
            Files.createLink(file, fresh);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    /** Returns the content of a file, or null if the file does not exist. */
    byte @Nullable [] read(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw unsuitable(file, "is not a regular file, or is a link to a file");
        }
        check(file, WRITABLE, "can be written by others");
        check(file, READABLE, "can be read by others");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.size() > MOST) {
                throw unsuitable(file, "is too long for a key");
            }
            ByteBuffer content = ByteBuffer.allocate((int) channel.size());
            int got;
            do {
                got = channel.read(content);
            } while (got >= 0 && content.hasRemaining());
            return content.array();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Overwrites and deletes a file, and the temporary files of an interrupted {@link #create}. Some disks and file systems write new
     * content to another place (SSDs, copy-on-write file systems, snapshots), so that the old content may remain on the medium.
     *
     * @return whether a file was found
     */
    boolean destroy(Path file) throws IOException {
        Path folder = parentOf(file);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        String name = String.valueOf(file.getFileName());
        List<Path> all;
        try (Stream<Path> inside = Files.list(folder)) {
            all = inside.filter(path -> {
                        String other = String.valueOf(path.getFileName());
                        return other.equals(name) || other.startsWith(name + ".new-");
                    })
                    .toList();
        }
        for (Path path : all) {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                overwrite(path);
            }
            Files.deleteIfExists(path);
        }
        sync(folder);
        return !all.isEmpty();
    }

    private void overwrite(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            byte[] noise = new byte[(int) Math.min(channel.size(), MOST)];
            random.nextBytes(noise);
            write(channel, ByteBuffer.wrap(noise));
        }
    }

    private static void write(FileChannel channel, ByteBuffer content) throws IOException {
        while (content.hasRemaining()) {
            channel.write(content);
        }
        channel.force(true);
    }

    /** Writes a folder's entries to disk, if the platform can open folders. */
    private static void sync(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void check(Path path, Set<PosixFilePermission> never, String why) throws IOException {
        if (!isPosix(path)) {
            return;
        }
        var attributes = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        Set<PosixFilePermission> bad = EnumSet.copyOf(never);
        bad.retainAll(attributes.permissions());
        if (!bad.isEmpty()) {
            throw unsuitable(path, why + " (" + PosixFilePermissions.toString(attributes.permissions()) + ")");
        }
        UserPrincipal self = PrivateFiles.self(path);
        if (self != null && !self.equals(attributes.owner())) {
            throw unsuitable(path, "belongs to another user");
        }
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static Path parentOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException("a key file always has a parent folder");
        }
        return parent;
    }

    static ErasureException unsuitable(Path path, String why) {
        return new ErasureException(Reason.KEYS_UNSUITABLE, "the keys cannot be used: " + path + " " + why);
    }
}
