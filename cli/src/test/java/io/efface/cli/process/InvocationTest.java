package io.efface.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.Main;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvocationTest {
    @Test
    void text_ofAJar_repeatsLauncherOptionsAndJar() {
        Invocation invocation = new Invocation("java", List.of("-Xmx512m", "-Duser.language=zh"), "/opt/efface.jar");

        assertThat(invocation.text()).isEqualTo("java -Xmx512m -Duser.language=zh -jar /opt/efface.jar");
    }

    @Test
    void text_ofAStartScript_isTheScriptAlone() {
        List<String> options = List.of("-Xmx512m", "-Defface.start-script=/usr/local/bin/efface");

        assertThat(new Invocation("java", options, "/opt/efface.jar", Optional.of("efface")).text())
                .isEqualTo("efface");
        assertThat(new Invocation("java", options, "/opt/efface.jar", Optional.of("/opt/my tools/efface")).text())
                .isEqualTo("'/opt/my tools/efface'");
    }

    @Test
    void text_ofARelativeJar_isAbsoluteSoThatItWorksInAnyDirectory() {
        String text = new Invocation("java", List.of(), "efface.jar").text();

        assertThat(text).isEqualTo("java -jar " + Invocation.quoted(new File("efface.jar").getAbsolutePath()));
    }

    @Test
    void text_ofAClassPath_repeatsItInOrderWithTheMainClass() {
        String classPath = "/opt/okhttp.jar" + File.pathSeparator + "/opt/efface.jar";

        assertThat(new Invocation("/opt/jdk/bin/java", List.of(), classPath).text())
                .isEqualTo("/opt/jdk/bin/java -cp " + classPath + " " + Main.class.getName());
    }

    @Test
    void text_ofAModulePath_repeatsItWithAbsolutePathsAndTheModule() {
        String relative = "modules" + File.pathSeparator + "efface-cli.jar";
        String absolute = new File("modules").getAbsolutePath()
                + File.pathSeparator
                + new File("efface-cli.jar").getAbsolutePath();

        assertThat(new Invocation(
                                "java",
                                List.of("--module-path=" + relative, "-Djdk.module.main=io.efface.cli", "-Da=b"),
                                "")
                        .text())
                .isEqualTo("java " + Invocation.quoted("--module-path=" + absolute)
                        + " -Da=b -m io.efface.cli/io.efface.cli.Main");
    }

    @Test
    void text_argumentWithSpacesOrQuotes_isQuotedAsOneWord() {
        assertThat(new Invocation("/my jdk/java", List.of("-Da=it's"), "/opt/efface.jar").text())
                .isEqualTo("'/my jdk/java' '-Da=it'\\''s' -jar /opt/efface.jar");
    }

    @Test
    void text_optionThatLooksLikeASecret_hasNoValue() {
        String text = new Invocation(
                        "java",
                        List.of("-Djavax.net.ssl.trustStorePassword=hunter2", "-DmyToken=hunter2", "-Da=b"),
                        "/opt/efface.jar")
                .text();

        assertThat(text)
                .isEqualTo("java '-Djavax.net.ssl.trustStorePassword=<secret>' '-DmyToken=<secret>' -Da=b"
                        + " -jar /opt/efface.jar");
    }

    @Test
    void ofThisProcess_launcherThatIsNotOnThePath_isNamedByItsPath() {
        assertThat(Invocation.ofThisProcess(Map.of("PATH", "/nowhere")).java()).endsWith("/bin/java");
        assertThat(Invocation.ofThisProcess(Map.of()).java()).endsWith("/bin/java");
    }

    @Test
    void ofThisProcess_launcherThatIsFirstOnThePath_isNamedByItsName() {
        String bin = new File(ProcessHandle.current().info().command().orElseThrow()).getParent();

        assertThat(Invocation.ofThisProcess(Map.of("PATH", "/nowhere" + File.pathSeparator + bin))
                        .java())
                .isEqualTo("java");
    }
}
