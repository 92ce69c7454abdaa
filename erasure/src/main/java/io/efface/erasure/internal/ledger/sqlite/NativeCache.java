package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.keys.Digests;
import io.efface.erasure.keys.PrivateFiles;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * A directory of one user with unpacked copies of SQLite's native library, one copy for each version and system. Several processes may use
 * the directory at the same time, because a copy gets its final name only when it is complete.
 */
public final class NativeCache {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final String DRAFT = ".new-";
    /**
     * The age in milliseconds after which a draft is removed. A draft is an incomplete copy. Only a killed process leaves a draft for so
     * long.
     */
    private static final long STALE_MILLIS = 3_600_000;

    private final Path directory;

    public NativeCache(Path directory) {
        this.directory = directory;
    }

    /** The directory or the library in it belongs to another user, or other users can access it. */
    public static final class Unsafe extends Exception {
        private static final long serialVersionUID = 1L;

        Unsafe(String message) {
            super(message);
        }
    }

    /**
     * Returns the file of the library, and unpacks the library if necessary. The file has the same SHA-256 as the library in the jar.
     *
     * @throws IOException if the jar has no library for this system, or if the library cannot be unpacked
     */
    public Path library() throws IOException, Unsafe {
        byte[] packed = packed();
        String name = LibraryLoaderUtil.getNativeLibName();
        String sha256 = Digests.sha256(packed);
        Path library = directory.resolve(
                "efface-" + SQLiteJDBCLoader.getVersion() + "-" + sha256.substring(0, 16) + "-" + name);
        makeDirectory(directory);
        check(directory);
        if (!isSame(library, sha256)) {
            unpack(packed, library);
            if (!isSame(library, sha256)) {
                throw new IOException("the library changed while it was unpacked");
            }
        }
        return library;
    }

    private static byte[] packed() throws IOException {
        String name = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new NoSuchFileException(name);
            }
            return in.readAllBytes();
        }
    }

    private static void makeDirectory(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            makeDirectory(parent);
        }
        PrivateFiles.makeFolder(directory);
    }

    private static boolean isSame(Path library, String sha256) throws IOException, Unsafe {
        if (!Files.exists(library, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)) {
            throw new Unsafe(library + " is not a regular file");
        }
        check(library);
        try (InputStream in = new FileInputStream(library.toFile())) {
            return Digests.sha256(in.readAllBytes()).equals(sha256);
        }
    }

    private void unpack(byte[] packed, Path library) throws IOException {
        removeStaleDrafts();
        Path draft = directory.resolve(library.getFileName() + DRAFT + UUID.randomUUID());
        try {
            Files.createFile(draft, PrivateFiles.attributes(draft, "rw-------"));
            // A channel is not used here, because an interrupt of the thread would close it.
            try (OutputStream out = new FileOutputStream(draft.toFile())) {
                out.write(packed);
            }
            Files.move(draft, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void removeStaleDrafts() throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory, "efface-*" + DRAFT + "*")) {
            for (Path draft : drafts) {
                if (System.currentTimeMillis()
                                - Files.getLastModifiedTime(draft).toMillis()
                        > STALE_MILLIS) {
                    Files.deleteIfExists(draft);
                }
            }
        } catch (NoSuchFileException e) {
            // Another process has removed the draft.
        }
    }

    private static void check(Path path) throws IOException, Unsafe {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return;
        }
        PosixFileAttributes attributes = view.readAttributes();
        UserPrincipal self = PrivateFiles.self(path);
        if (self != null && !self.equals(attributes.owner())) {
            throw new Unsafe(path + " belongs to another user");
        }
        Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
        others.addAll(attributes.permissions());
        others.removeAll(OWNER_ONLY);
        if (attributes.isSymbolicLink() || !others.isEmpty()) {
            throw new Unsafe(path + " is a link, or other users can access it; remove their permissions");
        }
    }
}
