package io.efface.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/writing-a-provider.md} shows the sources of {@code examples/own-provider}, and that these sources are short. */
final class WritingAProviderTest {
    private static final Path PAGE = Path.of("..", "docs", "writing-a-provider.md");
    private static final Path EXAMPLE = Path.of("..", "examples", "own-provider", "src");
    private static final Pattern CODE_BLOCK =
            Pattern.compile("<!-- (\\w+\\.java) -->\\R```java\\R(.*?)```\\R", Pattern.DOTALL);

    @Test
    void page_codeBlocks_equalTheSourcesOfTheExample() throws IOException {
        Map<String, String> blocks = new TreeMap<>();
        Matcher found = CODE_BLOCK.matcher(Files.readString(PAGE));
        while (found.find()) {
            blocks.put(found.group(1), found.group(2));
        }
        Map<String, String> sources = new TreeMap<>(sources(EXAMPLE));
        sources.remove("package-info.java");
        assertThat(blocks).isEqualTo(sources);
    }

    @Test
    void example_linesWithoutImports_areFew() {
        long provider = lines("main");
        long emulatorAndContract = lines("test");
        System.out.printf(
                "examples/own-provider: %d lines of the provider, %d lines of the emulator and the contract test%n",
                provider, emulatorAndContract);
        assertThat(provider).as("lines of the provider").isLessThanOrEqualTo(150);
        assertThat(emulatorAndContract)
                .as("lines of the emulator and the contract test")
                .isLessThanOrEqualTo(120);
    }

    /** Counts every line that does not begin with {@code import}: also blank lines, comments and lines with {@code package}. */
    private static long lines(String folder) {
        return sources(EXAMPLE.resolve(folder)).values().stream()
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("import "))
                .count();
    }

    private static Map<String, String> sources(Path folder) {
        Map<String, String> sources = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> sources.put(String.valueOf(file.getFileName()), text(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).replaceAll("\\R", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
