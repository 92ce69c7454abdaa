package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderPathTest {
    @TempDir
    Path folder;

    private final CommandTester tester = new CommandTester();
    private Path jar;
    private Path config;

    @BeforeEach
    void makeJar() throws IOException {
        jar = ProviderJar.create(folder, folder.resolve("jars/elsewhere.jar"));
        config = folder.resolve("efface.properties");
        Files.writeString(config, """
                        efface.accounts.other.provider = elsewhere
                        efface.accounts.other.credentials.secret-id = id
                        efface.accounts.other.credentials.secret-key = secret
                        """);
    }

    @Test
    void providers_jarOrItsFolder_listsTheProviderAndItsJar() {
        for (Path path : List.of(jar, jar.getParent())) {
            assertThat(tester.run("providers", "--provider-path", path.toString()))
                    .isZero();
            assertThat(tester.out())
                    .containsPattern("(?m)^elsewhere .*elsewhere\\.jar ")
                    .containsPattern("(?m)^aliyun ");
        }
    }

    @Test
    void doctor_accountOfTheProvider_isOpened() {
        assertThat(tester.runOnFiles(
                        "doctor", "--config", config.toString(), "--provider-path", jar + File.pathSeparator + jar))
                .as(tester.err())
                .isZero();
        assertThat(tester.out()).contains("other", "tencent");
    }

    @Test
    void run_afterAnotherCommandLine_doesNotKeepItsProviders() {
        tester.run("providers", "--provider-path", jar.toString());

        assertThat(tester.runOnFiles("doctor", "--config", config.toString())).isEqualTo(2);
        assertThat(tester.err()).contains("elsewhere");
    }

    @Test
    void providers_pathThatDoesNotExist_isRejectedWithoutRepeatingIt() {
        assertThat(tester.run("providers", "--provider-path", folder.resolve("p-4711") + ""))
                .isEqualTo(2);
        assertThat(tester.err())
                .contains("--provider-path: there is no such jar or folder")
                .doesNotContain("4711");
        assertThat(tester.run("providers", "--provider-path", "")).isEqualTo(2);
    }

    @Test
    void providers_folderWithoutJars_isRejected() {
        assertThat(tester.run("providers", "--provider-path", folder.toString()))
                .isEqualTo(2);
        assertThat(tester.err()).contains("--provider-path names a folder without jars");
    }
}
