package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTextTest {
    private static final String[] PIECES = {
        "key",
        "a",
        "=",
        ":",
        " ",
        "\t",
        "\f",
        "\\",
        "\\\\",
        "\n",
        "\r\n",
        "\r",
        "#",
        "!",
        "\\u0041",
        "\\n",
        "\\=",
        "\\ ",
        "v",
        "\u4e0a",
        "\\\n",
        "\\\r\n  "
    };

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43})
    void read_randomTexts_returnsTheSameEntriesAsJavaUtilProperties(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(14); pieces > 0; pieces--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            Properties expected = new Properties();
            expected.load(new StringReader(text.toString()));
            expected.remove("");

            Map<String, String> actual = new LinkedHashMap<>();
            read(text.toString()).forEach((line, entry) -> actual.put(entry.get(0), entry.get(1)));
            actual.remove("");

            assertThat(actual)
                    .as(
                            "seed %d, text %d: %s",
                            seed, i, text.toString().replace("\n", "<LF>").replace("\r", "<CR>"))
                    .isEqualTo(expected);
        }
    }

    @Test
    void read_continuedLinesAndComments_givesEntriesTheNumberOfTheirFirstLine() {
        String text = "# one\r\n\r\na = 1\\\r\n  2\\\r\n  3\r\n! no\nb\n  c : d\r\re=f";

        Map<Integer, List<String>> entries = read(text);

        assertThat(entries)
                .isEqualTo(Map.of(
                        3, List.of("a", "123"), 7, List.of("b", ""), 8, List.of("c", "d"), 10, List.of("e", "f")));
    }

    @Test
    void read_brokenUnicodeEscape_isReportedWithItsLineAndTheRestIsRead() {
        List<Integer> malformed = new ArrayList<>();
        Map<Integer, String> unusable = new LinkedHashMap<>();
        Map<Integer, List<String>> entries = new LinkedHashMap<>();
        new PropertiesText("a=1\nb\\u00g0=2\nc=\\u123\nd=\\u0041\n").read(new PropertiesText.Lines() {
            @Override
            public void entry(int line, String key, String value) {
                entries.put(line, List.of(key, value));
            }

            @Override
            public void malformed(int line, String problem) {
                malformed.add(line);
            }

            @Override
            public void unusable(int line, String key, String problem) {
                unusable.put(line, key);
            }
        });

        assertThat(malformed).containsExactly(2);
        assertThat(unusable).isEqualTo(Map.of(3, "c"));
        assertThat(entries).isEqualTo(Map.of(1, List.of("a", "1"), 3, List.of("c", "\\u123"), 4, List.of("d", "A")));
    }

    private static Map<Integer, List<String>> read(String text) {
        Map<Integer, List<String>> entries = new LinkedHashMap<>();
        new PropertiesText(text).read(new PropertiesText.Lines() {
            @Override
            public void entry(int line, String key, String value) {
                entries.put(line, List.of(key, value));
            }

            @Override
            public void malformed(int line, String problem) {
                throw new AssertionError(line + ": " + problem);
            }
        });
        return entries;
    }
}
