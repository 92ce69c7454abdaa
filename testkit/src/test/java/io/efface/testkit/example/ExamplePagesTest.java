package io.efface.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that pages show the code of the examples, which {@code .ci/examples} compiles. A page shows the code below the imports.
 * {@code -Defface.update-examples} writes the code into the pages.
 */
final class ExamplePagesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE_BLOCK =
            Pattern.compile("(?<=<!-- ([\\w./-]{1,100}) -->\n```(?:java|python)\n)(?:(?!```).*\n)*");

    @ParameterizedTest
    @ValueSource(strings = {"docs/migration.md", "docs/zh-CN/migration.md", "docs/other-languages.md"})
    void page_codeBlocks_equalTheSourcesOfTheExample(String name) throws IOException {
        Path page = ROOT.resolve(name);
        List<String> sources = new ArrayList<>();
        StringBuilder expected = new StringBuilder();
        Matcher block = CODE_BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            sources.add(block.group(1));
            block.appendReplacement(expected, Matcher.quoteReplacement(withoutImports(block.group(1))));
        }
        block.appendTail(expected);
        if (System.getProperty("efface.update-examples") != null) {
            Files.writeString(page, expected);
        }

        assertThat(sources).isNotEmpty();
        assertThat(page)
                .as("after an intended change, run this test with -Defface.update-examples")
                .hasContent(expected.toString());
    }

    @Test
    void examples_everyProject_isBuiltAndListed() throws IOException {
        String built = Files.readString(ROOT.resolve("examples/pom.xml")) + Files.readString(ROOT.resolve("pom.xml"));
        String listed = Files.readString(ROOT.resolve("examples/README.md"));
        List<String> projects;
        try (var folders = Files.list(ROOT.resolve("examples"))) {
            projects = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }

        assertThat(projects).isNotEmpty().allSatisfy(project -> {
            assertThat(built).containsPattern("<module>(examples/)?" + Pattern.quote(project) + "</module>");
            assertThat(listed).contains("(" + project + ")");
        });
    }

    private static String withoutImports(String source) throws IOException {
        String text = Files.readString(ROOT.resolve("examples").resolve(source));
        int lastImport = source.endsWith(".java") ? text.lastIndexOf("\nimport ") : -1;
        return lastImport < 0
                ? text
                : text.substring(text.indexOf('\n', lastImport + 1) + 1).stripLeading();
    }
}
