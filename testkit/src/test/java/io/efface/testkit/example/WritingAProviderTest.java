package io.efface.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.config.FaceRepositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/writing-a-provider.md} shows the sources of this package, and tests the example's error messages. */
final class WritingAProviderTest {
    private static final Path PAGE = Path.of("..", "docs", "writing-a-provider.md");
    private static final Path SOURCES = Path.of("src/test/java/io/efface/testkit/example");
    private static final Pattern CODE_BLOCK =
            Pattern.compile("<!-- (\\w+\\.java) -->\\R```java\\R(.*?)```\\R", Pattern.DOTALL);

    @Test
    void page_examples_equalTestedSources() throws IOException {
        Map<String, String> codeByFile = new LinkedHashMap<>();
        Matcher blocks = CODE_BLOCK.matcher(Files.readString(PAGE));
        while (blocks.find()) {
            codeByFile.put(blocks.group(1), blocks.group(2));
        }
        assertThat(codeByFile)
                .containsOnlyKeys(
                        "AcmeClient.java",
                        "AcmeFaceRepositoryProvider.java",
                        "AcmeFaceRepository.java",
                        "AcmeHarness.java",
                        "AcmeContractTest.java");
        for (Map.Entry<String, String> block : codeByFile.entrySet()) {
            assertThat(block.getValue())
                    .as(block.getKey())
                    .isEqualTo(Files.readString(SOURCES.resolve(block.getKey())).replaceAll("\\R", "\n"));
        }
    }

    @Test
    void example_withoutClient_failsAndNamesAcmeClient() {
        assertThatThrownBy(() -> open("site", "us"))
                .isInstanceOfSatisfying(
                        FaceException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION))
                .hasMessageContaining("AcmeClient");
    }

    @Test
    void example_wrongSite_failsAndListsSites() {
        assertThatThrownBy(() -> open("site", "mars"))
                .isInstanceOfSatisfying(
                        FaceException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION))
                .hasMessageContaining("efface.accounts.a.site")
                .hasMessageContaining("eu and us");
    }

    private static void open(String key, String value) {
        FaceRepositories.builder()
                .map(Map.of("efface.accounts.a.provider", "acme", "efface.accounts.a." + key, value))
                .open()
                .close();
    }
}
