package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.Invocation;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the zip: its files, its start script, and the command for a user who may not write to the installation. */
class ZipIT {
    private static final Path ZIP = Path.of(System.getProperty("efface.zip", "target/efface.zip"));
    private static final String JAVA_HOME = System.getProperty("java.home");
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "-i", "PATH=/usr/bin:/bin");

    @TempDir
    Path folder;

    private Path installation;

    @BeforeEach
    void unpack() throws IOException {
        allow(folder, "rwxr-xr-x");
        Path above = allow(Files.createDirectory(folder.resolve("a folder")), "rwxr-xr-x");
        try (FileSystem zip = FileSystems.newFileSystem(ZIP, Map.of("enablePosixFileAttributes", true));
                Stream<Path> files = Files.walk(zip.getPath("/"))) {
            for (Path file : files.skip(1).toList()) {
                Path unpacked = above.resolve(zip.getPath("/").relativize(file).toString());
                Files.copy(file, unpacked);
                Files.setPosixFilePermissions(unpacked, Files.getPosixFilePermissions(file));
            }
        }
        try (Stream<Path> folders = Files.list(above)) {
            installation = folders.findFirst().orElseThrow();
        }
    }

    private static Path allow(Path file, String permissions) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void zip_files_areThoseOfAnInstallation() throws IOException {
        assertThat(files())
                .contains(
                        "bin/efface",
                        "bin/efface.bat",
                        "completion/_efface",
                        "completion/efface.bash",
                        "Dockerfile",
                        "efface.jar",
                        "lib/README.txt",
                        "LICENSE",
                        "licences/NOTICE",
                        "README.txt")
                .allMatch(name -> name.matches("(bin|completion|lib|licences)/.*|[^/]*"));
        assertThat(installation.resolve("licences")).isDirectoryNotContaining("glob:**/META-INF");
        assertThat(installation.resolve("bin/efface")).isExecutable();
        assertThat(Files.readString(installation.resolve("bin/efface"))).doesNotContain("\r");
        assertThat(Files.readString(installation.resolve("bin/efface.bat")).replace("\r\n", ""))
                .doesNotContain("\n", "\r");
        assertThat(Files.mismatch(installation.resolve("efface.jar"), JarProcess.JAR))
                .isEqualTo(-1);
        assertThat(Files.readString(installation.resolve("completion/efface.bash")))
                .contains("complete -o default -F _efface_completion efface");
        assertThat(installation.resolve("README.txt"))
                .content()
                .startsWith("Efface " + installation.getFileName().toString().replace("efface-", "") + "\n");
    }

    @Test
    void efface_byAnotherUserWithoutHome_worksFromAReadOnlyInstallation() throws Exception {
        JarProcess.Ended java = run(folder, AS_NOBODY, JAVA_HOME + "/bin/java", "-version");
        Needs.tool(
                "other-user", java.code() == 0, "the test needs root, setpriv, and a Java that every user may start");
        ProviderJar.create(folder, installation.resolve("lib/elsewhere.jar"));
        Path config = allow(Files.writeString(folder.resolve("efface.properties"), """
                        efface.accounts.other.provider = elsewhere
                        efface.accounts.other.credentials.secret-id = id
                        efface.accounts.other.credentials.secret-key = secret
                        """), "r--r--r--");
        Path work = allow(Files.createDirectory(folder.resolve("work")), "rwxrwxrwx");
        Path link = Files.createSymbolicLink(
                folder.resolve("efface"),
                Files.createSymbolicLink(
                                folder.resolve("current"), folder.relativize(installation.resolve("bin/efface")))
                        .getFileName());
        makeReadOnly();
        List<String> before = files();

        assertThat(efface(work, link, "--version").out())
                .singleElement()
                .asString()
                .startsWith("efface ");
        assertThat(efface(work, link, "help", "run").out()).contains("Usage: efface run [OPTIONS] --job=NAME");
        assertThat(efface(work, link, "providers").out())
                .anyMatch(line -> line.startsWith("elsewhere ") && line.contains("/lib/elsewhere.jar "));
        JarProcess.Ended doctor = efface(work, link, "doctor", "--config", config.toString());
        assertThat(doctor.code()).as(doctor.err()).isZero();
        JarProcess.Ended keys = efface(work, link, "keys", "init");
        assertThat(keys.code()).isEqualTo(2);
        assertThat(keys.err()).contains("the environment does not name the user's data folder; name a key folder");
        JarProcess.Ended demo = efface(work, link, "demo", "--persons", "3", "--directory", "demo");
        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.lastLine()).isEqualTo("3 of 3 people verified absent");
        assertThat(demo.out())
                .as("the printed commands name the link")
                .anyMatch(line -> line.startsWith("  " + Invocation.quoted(link.toString()) + " plan "));

        assertThat(files()).isEqualTo(before);
    }

    private JarProcess.Ended efface(Path work, Path link, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "JAVA_HOME=" + JAVA_HOME,
                "EFFACE_JAVA_OPTS=-Xmx128m -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + work,
                "sh",
                "-c",
                "cd \"$0\" && exec \"$@\"",
                work.toString(),
                link.toString()));
        command.addAll(List.of(arguments));
        return run(folder, AS_NOBODY, command.toArray(String[]::new));
    }

    @Test
    void efface_withoutASuitableJava_isRejected() throws Exception {
        Path old = folder.resolve("old");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"1.8.0_402\"\n");
        allow(Files.createFile(old.resolve("bin/java")), "rwxr-xr-x");
        String script = installation.resolve("bin/efface").toString();

        assertRejected("is Java 8; nothing was sent", "JAVA_HOME=" + old, "PATH=/usr/bin:/bin", script, "demo");
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"16.0.2\"\n");
        assertRejected("is Java 16; nothing was sent", "PATH=" + old + "/bin:/usr/bin:/bin", script, "demo");
        assertRejected("JAVA_HOME names no Java installation", "JAVA_HOME=" + folder, script, "demo");
        assertRejected("Java was not found", "PATH=/nonexistent", "/bin/sh", script, "demo");
    }

    private void assertRejected(String message, String... words) throws Exception {
        JarProcess.Ended ended = run(folder, List.of("env", "-i"), words);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).startsWith("efface: ").contains(message);
        assertThat(ended.out()).isEmpty();
    }

    private static JarProcess.Ended run(Path folder, List<String> prefix, String... words) throws Exception {
        return JarProcess.run(
                folder,
                Map.of(),
                Stream.concat(prefix.stream(), Stream.of(words)).toList());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(installation)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> installation.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private void makeReadOnly() throws IOException {
        try (Stream<Path> files = Files.walk(installation)) {
            for (Path file : files.toList()) {
                Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
                permissions.removeAll(PosixFilePermissions.fromString("-w--w--w-"));
                Files.setPosixFilePermissions(file, permissions);
            }
        }
    }
}
