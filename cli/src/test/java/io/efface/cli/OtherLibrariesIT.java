package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.ExitStatus;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the command with another version of a library first on the class path, and on the module path. */
class OtherLibrariesIT {
    private static final Path TARGET = JarProcess.JAR.toAbsolutePath().getParent();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "okhttp-3.14.9.jar, OkHttp 3.14.9, 4.12.0",
        "okio-1.17.2.jar, Okio 1.17.2, 3.6.0",
        "retrofit-2.9.0.jar, Retrofit 2.9.0, 3.0.0",
        "moshi-1.12.0.jar, Moshi 1.12.0, 1.15.0",
    })
    void demo_olderLibraryFirst_failsBeforeAnythingIsSent(String jar, String found, String needed) throws Exception {
        JarProcess.Ended demo = demo(classPath(jar), "io.efface.cli.Main");

        assertThat(demo.err())
                .contains("CONFIGURATION")
                .contains(found + " is on the class path, in " + jar + "; version " + needed + " or later is required")
                .doesNotContain("internal error", "\tat ", "CANCELLED", "MALFORMED_RESPONSE");
        assertThat(demo.code()).isEqualTo(ExitStatus.USAGE.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"okhttp-jvm-5.5.1.jar", "slf4j-api-1.7.36.jar"})
    void demo_compatibleLibraryFirst_works(String jar) throws Exception {
        JarProcess.Ended demo = demo(classPath(jar), "io.efface.cli.Main");

        assertWorks(demo);
    }

    @Test
    void demo_onTheModulePath_works() throws Exception {
        assertWorks(demo(onTheModulePath(), "io.efface.cli/io.efface.cli.Main"));
    }

    @Test
    void version_onTheModulePath_isTheVersionOfTheModule() throws Exception {
        List<String> command = new ArrayList<>(onTheModulePath());
        command.addAll(List.of("io.efface.cli/io.efface.cli.Main", "--version"));

        JarProcess.Ended version = JarProcess.run(folder, Map.of(), command);

        assertThat(version.out()).singleElement().asString().startsWith("efface 0.");
        assertThat(version.code()).isZero();
    }

    private static List<String> onTheModulePath() {
        String modules = TARGET.resolve("modules") + File.pathSeparator + TARGET.resolve(thinJar());
        return List.of(JAVA, "-p", modules, "--add-modules", "ALL-MODULE-PATH", "-m");
    }

    private static void assertWorks(JarProcess.Ended demo) {
        // From version 24 on, a JDK warns about native libraries and names the module that loads them.
        assertThat(demo.err().lines().filter(line -> !line.startsWith("WARNING: ")))
                .noneMatch(line -> line.contains("CONFIGURATION") || line.contains("module"));
        assertThat(demo.out()).isNotEmpty();
        assertThat(demo.lastLine()).isEqualTo("20 of 20 people verified absent");
        assertThat(demo.code()).isZero();
    }

    private static String thinJar() {
        String[] found = TARGET.toFile().list((directory, name) -> name.matches("efface-cli-[0-9A-Z.-]+\\.jar"));
        assertThat(found).hasSize(1);
        return found[0];
    }

    private static List<String> classPath(String first) {
        Path jar = TARGET.resolve("other-libraries").resolve(first);
        assertThat(jar).exists();
        return List.of(JAVA, "-cp", jar + File.pathSeparator + JarProcess.JAR.toAbsolutePath());
    }

    private JarProcess.Ended demo(List<String> java, String main) throws Exception {
        List<String> command = new ArrayList<>(java);
        command.addAll(
                List.of(main, "demo", "--directory", folder.resolve("demo").toString()));
        return JarProcess.run(folder, Map.of(), command);
    }
}
