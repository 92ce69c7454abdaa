package io.efface.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingFolderTest {
    private static final String CHANGE = "cd " + Path.of("").toAbsolutePath() + " && ";

    @ParameterizedTest
    @CsvSource({
        "EFFACE_KEYS, src/main",
        "EFFACE_KEYS, ${env:DIR}",
        "EFFACE_CACHE, src",
        "EFFACE_ACCOUNTS_A_TRUST_STORE, pom.xml",
        "EFFACE_ACCOUNTS_A_CREDENTIALS_SECRET_KEY, ${file:pom.xml}",
        "EFFACE_ACCOUNTS_A_CREDENTIALS_COMMAND, cat 'pom.xml'"
    })
    void command_variableWithRelativePath_changesFolder(String name, String value) {
        assertThat(WorkingFolder.command(Map.of(name, value, "DIR", "src"), List.of()))
                .isEqualTo(CHANGE);
    }

    @ParameterizedTest
    @CsvSource({
        "EFFACE_KEYS, /src/main",
        "EFFACE_CONFIG, pom.xml",
        "EFFACE_ACCOUNTS_A_REGION, cn-shanghai",
        "EFFACE_ACCOUNTS_A_CREDENTIALS_SECRET_KEY, ${file:/run/secrets/key}",
        "OTHER, pom.xml"
    })
    void command_noRelativePathInVariable_isEmpty(String name, String value) {
        assertThat(WorkingFolder.command(Map.of(name, value), List.of("-Xmx1g", "-Da=b")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Djavax.net.ssl.trustStore=pom.xml", "-javaagent:pom.xml=a"})
    void command_javaOptionWithRelativePath_changesFolder(String option) {
        assertThat(WorkingFolder.command(Map.of(), List.of(option))).isEqualTo(CHANGE);
    }

    @Test
    void command_textThatIsNotAPath_isEmpty() {
        assertThat(WorkingFolder.command(Map.of("EFFACE_ACCOUNTS_A_PROVIDER", "\0"), List.of()))
                .isEmpty();
    }
}
