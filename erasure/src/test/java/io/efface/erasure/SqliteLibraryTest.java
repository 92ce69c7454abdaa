package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.internal.ledger.sqlite.SqliteLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests from where SQLite's native library is loaded. Each test starts new processes, because a Java virtual machine loads a library once.
 */
class SqliteLibraryTest {
    private static final Path TEMPORARY = Path.of("/tmp");

    @TempDir
    Path temp;

    /** A process that opens a ledger, prints the result and the remaining system properties, and waits if an argument says so. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] arguments) throws IOException {
            try {
                if (arguments.length > 1 && !arguments[1].equals("wait")) {
                    SqliteLibrary.load(Path.of(arguments[1]));
                }
                Ledger.open(Path.of(arguments[0])).close();
                System.out.println("opened " + System.getProperty("org.sqlite.lib.path") + " "
                        + System.getProperty("org.sqlite.lib.name") + " " + System.getProperty("org.sqlite.tmpdir"));
            } catch (ErasureException e) {
                System.out.println(e.reason() + " " + e.getMessage());
            }
            if (arguments.length > 1 && arguments[1].equals("wait")) {
                Runtime.getRuntime().halt(137);
            }
        }
    }

    @Test
    void directories_everySystem_areInTheUsersFolders() {
        assertThat(directories(null, Map.of("HOME", "/home/a"), "Linux"))
                .containsExactly(Path.of("/home/a/.cache/efface"), Path.of("/tmp/efface-a"));
        assertThat(directories(null, Map.of("HOME", "/home/a", "XDG_CACHE_HOME", "/c"), "Linux"))
                .containsExactly(Path.of("/c/efface"), Path.of("/tmp/efface-a"));
        assertThat(directories(null, Map.of("HOME", "/home/a", "XDG_CACHE_HOME", "relative"), "Linux"))
                .containsExactly(Path.of("/home/a/.cache/efface"), Path.of("/tmp/efface-a"));
        assertThat(directories(null, Map.of("HOME", "/Users/a"), "Mac OS X"))
                .containsExactly(Path.of("/Users/a/Library/Caches/efface"), Path.of("/tmp/efface-a"));
        assertThat(directories(null, Map.of(), "Linux")).containsExactly(Path.of("/tmp/efface-a"));
        assertThat(directories(null, Map.of("EFFACE_CACHE", "/x", "HOME", "/home/a"), "Linux"))
                .containsExactly(Path.of("/x"));
        assertThat(directories("/y", Map.of("EFFACE_CACHE", "/x"), "Linux")).containsExactly(Path.of("/y"));
    }

    private static List<Path> directories(String configured, Map<String, String> environment, String os) {
        return SqliteLoader.directories(configured, environment, os, TEMPORARY, "a");
    }

    @Test
    void open_killedProcesses_leaveOneLibrary() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(open("killed" + i, List.of("-Defface.cache=" + temp.resolve("cache")), "wait"))
                    .startsWith("opened null null null");
        }
        assertThat(temp.resolve("cache").toFile().list()).hasSize(1);
        assertThat(temp.resolve("tmp").toFile().list()).isEmpty();
    }

    @Test
    void open_applicationSetSqlitesProperty_usesThatProperty() throws Exception {
        Path own = Files.createDirectory(temp.resolve("own"));

        assertThat(open("own", List.of("-Dorg.sqlite.tmpdir=" + own, "-Defface.cache=" + temp.resolve("cache"))))
                .isEqualTo("opened null null " + own);
        assertThat(temp.resolve("cache")).doesNotExist();
    }

    @Test
    void load_directoryOfTheApplication_isUsed() throws Exception {
        Path chosen = temp.resolve("chosen");

        assertThat(open("chosen", List.of("-Defface.cache=" + temp.resolve("cache")), chosen.toString()))
                .startsWith("opened");
        assertThat(chosen.toFile().list()).hasSize(1);
        assertThat(temp.resolve("cache")).doesNotExist();
    }

    @Test
    void open_directoryThatOthersCanWrite_isRejectedWithARemedy() throws Exception {
        Path wide = Files.createDirectory(temp.resolve("wide"));
        Files.setPosixFilePermissions(wide, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(open("wide", List.of("-Defface.cache=" + wide)))
                .startsWith("SQLITE_UNAVAILABLE")
                .contains("other users can access it", "set EFFACE_CACHE");
        assertThat(wide.toFile().list()).isEmpty();
    }

    private String open(String name, List<String> options, String... more) throws IOException, InterruptedException {
        Files.createDirectories(temp.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temp.resolve("tmp")));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Opener.class.getName(),
                temp.resolve(name + ".db").toString()));
        command.addAll(Stream.of(more).toList());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
