package io.efface.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/emulators.md} shows {@code LeaversTest}, which this module runs, and that this test is short. */
final class EmulatorsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "emulators.md");
    private static final Path SOURCES = Path.of("src/test/java/com/example/leavers");
    private static final int TEN = 10;

    @Test
    void page_testOfAnApplication_isTheTestThatIsRun() throws IOException {
        String page = text(PAGE);
        for (String file : List.of("Leavers.java", "LeaversTest.java")) {
            assertThat(page).contains("<!-- " + file + " -->\n```java\n" + text(SOURCES.resolve(file)) + "```\n");
        }
    }

    @Test
    void testOfAnApplication_withEveryVendor_hasFewerThanTenLines() throws IOException {
        List<String> lines = text(SOURCES.resolve("LeaversTest.java")).lines().toList();
        int annotation = lines.indexOf("    @Test");
        int end = lines.indexOf("    }");

        assertThat(lines.subList(annotation, end + 1)).hasSizeGreaterThan(2).hasSizeLessThan(TEN);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).replaceAll("\\R", "\n");
    }
}
