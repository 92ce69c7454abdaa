package io.efface.guice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that the example in {@code docs/guice.md} equals the program that {@link SilenceTest} runs. */
class GuicePageTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void page_example_isTheProgramThatIsRun() throws IOException {
        String page = Files.readString(MODULE.resolve("../../docs/guice.md").normalize());
        String program = Files.readString(MODULE.resolve("src/test/java/com/example/leavers/Leavers.java"));

        Matcher block = JAVA.matcher(page);

        assertThat(block.find()).isTrue();
        assertThat(block.group(1)).isEqualTo(program);
        assertThat(block.find())
                .as("there is a second example, which no test runs")
                .isFalse();
    }
}
