package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.FaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest extends ConfigurationFixture {
    @Test
    void reference_environment_isReplacedAnywhereInAValue() {
        environment = Map.of("CITY", "shanghai", "FAKE_REGION", "ambient");

        FakeProvider.FakeConfig config =
                opened(builder().map(Map.of(A + "provider", "alpha", A + "region", "cn-${env:CITY}-$${x}")));

        assertThat(config.region()).isEqualTo("cn-shanghai-${x}");
        assertThat(config.environment()).contains("ambient");
    }

    @Test
    void reference_file_isRelativeToTheConfigurationFile() throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        write("secrets/key", "\uFEFFhush\r\n\n");
        Path file = write(
                "a.properties",
                A + "provider = alpha\n" + A + "region = r\n" + A + "credentials.key-secret = ${file:secrets/key}\n" + A
                        + "trust-store = secrets/key\n");

        FakeProvider.FakeConfig config = opened(builder().properties(file));

        assertThat(config.secret().orElseThrow().reveal()).isEqualTo("hush");
        assertThat(config.store()).contains(folder.resolve("secrets/key"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${env:NOT_SET} | the environment variable NOT_SET is not set",
                "${env:BLANK} | the environment variable BLANK is empty",
                "${env:} | ${env:...} does not contain the name of an environment variable",
                "${env:a b} | ${env:...} does not contain the name of an environment variable",
                "${file:} | ${file:...} does not contain a path",
                "${file:/no/such} | /no/such: the file does not exist",
                "${file:/} | /: this is a folder, not a file",
                "${file:/dev/zero} | /dev/zero: the file is larger than 64 KiB",
                "${file:/dev/null} | /dev/null: the file is empty",
                "${env:X | a reference has no closing brace; a reference is ${env:NAME} or ${file:PATH}; write $${ for a"
                        + " literal ${",
                "${x y} | a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${",
                "${X} | a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${; did you mean ${env:X}?",
                "${env.X} | a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${; did you mean"
                        + " ${env:X}?",
                "${ENV:X} | a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${; did you mean"
                        + " ${env:X}?",
                "env:X | the value is a reference without its braces; write ${env:...}",
                "file:secrets/key | the value is a reference without its braces; write ${file:...}",
                "${X:-hush} | a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${; did you mean"
                        + " ${env:X}? A reference has no default: set the variable",
                "${env:X:-hush} | ${env:...} does not contain the name of an environment variable; did you mean ${env:X}? A"
                        + " reference has no default: set the variable",
                "$CN_KEY | the value has the syntax of a shell variable, which is not replaced; did you mean ${env:CN_KEY}?"
                        + " If the text is meant literally, write it into a file and refer to the file with ${file:PATH}",
                "%CN_KEY% | the value has the syntax of a shell variable, which is not replaced; did you mean ${env:CN_KEY}?"
                        + " If the text is meant literally, write it into a file and refer to the file with ${file:PATH}",
                "hush${sys:user} | a reference is ${env:NAME} or ${file:PATH}; write $${ for a literal ${"
            })
    void reference_wrong_isReportedWithoutTheValue(String value, String problem) {
        environment = Map.of("BLANK", " ", "NUL", "x");
        FaceException e = catchThrowableOfType(
                FaceException.class,
                () -> builder()
                        .map(Map.of(A + "provider", "alpha", A + "region", "r", A + "credentials.key-secret", value))
                        .open());

        assertThat(e.detail()).contains("1 problem:\n1. map: " + A + "credentials.key-secret: " + problem);
    }

    @ParameterizedTest
    @CsvSource({
        "credentials.key-secret, SECRET, name of an environment variable; write ${env:NAME}",
        "credentials.key-secret, CN_MAIN_KEY, name of an environment variable; write ${env:NAME}",
        "credentials.key-id, CN_MAIN_KEY, name of an environment variable; write ${env:NAME}",
        "credentials.key-secret, cn_secret, name of an environment variable; write ${env:NAME}",
        "credentials.key-secret, key.txt, path of a file; write ${file:PATH}",
        "credentials.key-secret, secrets/key, path of a file; write ${file:PATH}",
    })
    void credential_leftOverFromAnotherResolver_isExplained(String key, String value, String problem)
            throws IOException {
        environment = Map.of("SECRET", "hush", "cn_secret", "hush");
        write("key.txt", "hush");
        Files.createDirectories(folder.resolve("secrets"));
        write("secrets/key", "hush");
        Path file =
                write("a.properties", A + "provider = alpha\n" + A + "region = r\n" + A + key + " = " + value + "\n");

        assertThatThrownBy(() -> builder().properties(file).open())
                .hasMessageContaining(A + key + ": the value is the ")
                .hasMessageContaining(problem)
                .hasMessageContaining("such as Spring's")
                .hasMessageNotContaining("hush")
                .hasMessageNotContaining(value);
    }

    @Test
    void credential_inCapitalsThatIsNoVariableName_isAccepted() {
        environment = Map.of("SECRET", "hush");

        assertThat(opened(builder()
                                .map(Map.of(
                                        A + "provider", "alpha",
                                        A + "region", "SECRET",
                                        A + "credentials.key-id", "AKID0EXAMPLE",
                                        A + "credentials.key-secret", "${env:SECRET}")))
                        .keyId())
                .contains("AKID0EXAMPLE");
    }
}
