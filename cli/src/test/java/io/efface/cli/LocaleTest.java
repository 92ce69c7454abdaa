package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the command as a process of its own in several locales, from an installation whose path is not ASCII. */
class LocaleTest {
    private static final String JAVA_HOME = System.getProperty("java.home");

    @TempDir
    Path folder;

    private Path installation;

    /** Creates an installation: the start script, and a jar that refers to the class path of this test. */
    @BeforeEach
    void install() throws IOException {
        installation = Files.createDirectory(folder.resolve("installation"));
        Path script = Files.createDirectory(installation.resolve("bin")).resolve("efface");
        Files.copy(Path.of("src/main/zip/bin/efface"), script);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "io.efface.cli.Main");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(installation.resolve("efface.jar")), manifest).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LANG=C", "LC_ALL=zh_CN.UTF-8", "LANG=zh_CN.UTF-8", "LC_ALL=C.UTF-8"})
    void script_inAFolderThatIsNotAscii_startsTheCommand(String locale) throws Exception {
        boolean isChinese = locale.contains("zh");
        // The shell creates the folder, because the Java of this test may not support its name.
        List<String> page = run(
                locale,
                "cp -r \"$0\" 安装 && cd 安装 && mv bin/efface bin/开始 && ./bin/开始 hold --help && ./bin/开始 keys init --keys 密钥"
                        + " && test -e 密钥/signing.pub");

        assertThat(page.get(0)).isEqualTo(isChinese ? "修改作业的保留名单。" : "Change the hold list of a job.");
        assertThat(page).anyMatch(line -> line.startsWith(isChinese ? "密钥目录 " : "keys ") && line.endsWith("密钥"));
    }

    @Test
    void java_inALocaleThatIsNotInstalled_printsChineseInUtf8() throws Exception {
        String java = "\"$JAVA_HOME\"/bin/java -jar \"$0\"/efface.jar ";

        assertThat(run("LANG=zh_CN.UTF-8", java + "hold --help").get(0)).isEqualTo("修改作业的保留名单。");
        assertThat(run("LC_ALL=zh_CN.GB18030", java + "hold --help").get(0))
                .as("the command writes UTF-8 only")
                .isEqualTo("Change the hold list of a job.");
        assertThat(run("LC_ALL=zh_CN.UTF-8", java + "--lang en hold --help").get(0))
                .isEqualTo("Change the hold list of a job.");
        assertThat(run("LANG=zh_CN.UTF-8", java + "run 2>&1; test $? = 2").get(0))
                .contains("缺少必需的选项");
    }

    /** Runs a shell command with one variable of the locale, and returns its output. In the command, $0 is the installation. */
    private List<String> run(String locale, String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin", "JAVA_HOME=" + JAVA_HOME));
        words.addAll(List.of(locale, "HOME=" + folder, "EFFACE_JAVA_OPTS=-Xshare:auto -XX:TieredStopAtLevel=1"));
        Path script =
                Files.writeString(folder.resolve("command.sh"), command.replace("\"$0\"", "'" + installation + "'"));
        words.addAll(List.of("sh", script.toString()));
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }
}
