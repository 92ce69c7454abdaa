package io.efface.erasure.internal.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.erasure.keys.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

/** Tests the directory into which SQLite's native library is unpacked. */
class NativeCacheTest {
    @TempDir
    Path temp;

    @Test
    void library_missingDirectories_unpacksTheLibraryOnceForTheOwnerAlone() throws Exception {
        Path directory = temp.resolve("a/b");

        Path library = new NativeCache(directory).library();
        FileTime written = Files.getLastModifiedTime(library);

        assertThat(Files.readAllBytes(library)).isEqualTo(packed());
        assertThat(library.getFileName().toString())
                .contains(Digests.sha256(packed()).substring(0, 16));
        assertThat(permissions(directory)).isEqualTo("rwx------");
        assertThat(permissions(library)).isEqualTo("rw-------");
        assertThat(new NativeCache(directory).library()).isEqualTo(library);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(written);
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void library_changedFile_isReplaced() throws Exception {
        NativeCache cache = new NativeCache(temp.resolve("cache"));
        Path library = cache.library();
        byte[] changed = packed();
        changed[changed.length / 2] ^= 1;
        Files.write(library, changed);

        assertThat(cache.library()).isEqualTo(library);
        assertThat(Files.readAllBytes(library)).isEqualTo(packed());
    }

    @Test
    void library_directoryOrFileThatOthersCanWrite_isRejected() throws Exception {
        Path directory = temp.resolve("cache");
        NativeCache cache = new NativeCache(directory);
        Path library = cache.library();

        for (String wide : List.of("rwxr-x---", "rwx-----x", "rwx---rwx")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(wide));
            assertThatThrownBy(cache::library).as(wide).isInstanceOf(NativeCache.Unsafe.class);
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw----"));
        assertThatThrownBy(cache::library).isInstanceOf(NativeCache.Unsafe.class);
    }

    @Test
    void library_links_areRejected() throws Exception {
        Path real = temp.resolve("real");
        Path library = new NativeCache(real).library();
        Path link = Files.createSymbolicLink(temp.resolve("link"), real);
        assertThatThrownBy(() -> new NativeCache(link).library()).isInstanceOf(NativeCache.Unsafe.class);

        Path elsewhere = Files.move(library, temp.resolve("elsewhere.so"));
        Files.createSymbolicLink(library, elsewhere);
        assertThatThrownBy(() -> new NativeCache(real).library()).isInstanceOf(NativeCache.Unsafe.class);
    }

    @Test
    void library_directoryOfAnotherUser_isRejected() throws Exception {
        Path directory = temp.resolve("cache");
        new NativeCache(directory).library();
        boolean given;
        try {
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            given = true;
        } catch (FileSystemException | java.nio.file.attribute.UserPrincipalNotFoundException e) {
            given = false;
        }
        assumeTrue(given, "only root may give a directory to another user");

        assertThatThrownBy(() -> new NativeCache(directory).library())
                .isInstanceOf(NativeCache.Unsafe.class)
                .hasMessageContaining("belongs to another user");
    }

    @Test
    void library_manyThreads_unpackOneFile() throws Exception {
        Path directory = temp.resolve("cache");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Path>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(() -> new NativeCache(directory).library());
            }
            for (Future<Path> each : pool.invokeAll(all)) {
                assertThat(Files.readAllBytes(each.get())).isEqualTo(packed());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void library_oldDraftOfAKilledProcess_isRemoved() throws Exception {
        Path directory = temp.resolve("cache");
        Path library = new NativeCache(directory).library();
        Path old = Files.writeString(directory.resolve(library.getFileName() + ".new-1"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
        Path young = Files.writeString(directory.resolve(library.getFileName() + ".new-2"), "half");
        Files.delete(library);

        new NativeCache(directory).library();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static byte[] packed() throws IOException {
        try (InputStream in = LibraryLoaderUtil.class.getResourceAsStream(
                LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName())) {
            return in.readAllBytes();
        }
    }
}
