package io.efface.erasure.keys;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates files and folders that only their owner can access. No other user can open them at any time, not even during their creation. */
public final class PrivateFiles {
    private PrivateFiles() {}

    /**
     * Creates a file.
     *
     * @throws FileAlreadyExistsException if a file or a symbolic link with this path exists
     */
    public static OutputStream create(Path file) throws IOException {
        return Channels.newOutputStream(FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes(file, "rw-------")));
    }

    /** Creates a folder, unless it exists. The folder above it must exist. */
    public static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, attributes(folder, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /**
     * Returns the attributes to create a file or a folder with the given permissions; no attributes if the file system has no POSIX
     * permissions.
     *
     * @param permissions the permissions, such as {@code rw-------}
     */
    public static FileAttribute<?>[] attributes(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Returns the user of this process, or null if the user has no name, as in some containers. */
    public static @Nullable UserPrincipal self(Path path) {
        try {
            return path.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name", "?"));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }
}
