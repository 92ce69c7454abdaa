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

/** The page about writing a provider shows the example as it is compiled and tested here. */
final class WritingAProviderTest {
    private static final Path PAGE = Path.of("..", "docs", "writing-a-provider.md");
    private static final Path SOURCES = Path.of("src/test/java/io/efface/testkit/example");
    private static final Pattern SHOWN =
            Pattern.compile("<!-- (\\w+\\.java) -->\\R```java\\R(.*?)```\\R", Pattern.DOTALL);

    @Test
    void page_example_isTheTestedSource() throws IOException {
        Map<String, String> shown = new LinkedHashMap<>();
        Matcher blocks = SHOWN.matcher(Files.readString(PAGE));
        while (blocks.find()) {
            shown.put(blocks.group(1), blocks.group(2));
        }
        assertThat(shown)
                .containsOnlyKeys(
                        "AcmeClient.java",
                        "AcmeFaceRepositoryProvider.java",
                        "AcmeFaceRepository.java",
                        "AcmeHarness.java",
                        "AcmeContractTest.java");
        for (Map.Entry<String, String> block : shown.entrySet()) {
            assertThat(block.getValue())
                    .as(block.getKey())
                    .isEqualTo(Files.readString(SOURCES.resolve(block.getKey())).replaceAll("\\R", "\n"));
        }
    }

    @Test
    void example_withoutClient_reportsWhatIsMissing() {
        assertThatThrownBy(() -> open("site", "us"))
                .isInstanceOfSatisfying(
                        FaceException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION))
                .hasMessageContaining("AcmeClient");
    }

    @Test
    void example_wrongSite_reportsWhatIsAllowed() {
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
