package io.efface.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.spi.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests that the page {@code docs/configuration.md} lists the keys of the code with their defaults. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("docs")
            .resolve("configuration.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.+) \\| (.+) \\|");

    @Test
    void page_keysOfEveryAccount_areTheCommonSettings() throws IOException {
        assertDocumented("## Keys of every account", FaceRepositories.commonSettings());
    }

    @Test
    void page_keysOfTheLayers_areTheSettingsOfTheLayers() throws IOException {
        assertDocumented("## Keys of the layers", new StandardLayers().settings());
    }

    @Test
    void settings_keys_areUnique() {
        List<String> keys =
                new StandardLayers().settings().stream().map(Setting::key).collect(Collectors.toList());
        FaceRepositories.commonSettings().forEach(setting -> keys.add(setting.key()));

        assertThat(keys).doesNotHaveDuplicates();
    }

    private static void assertDocumented(String heading, List<Setting> settings) throws IOException {
        String section = Files.readString(PAGE)
                .split(Pattern.quote(heading + "\n"), 2)[1]
                .split("\n## ", 2)[0];
        Map<String, String> defaults = new HashMap<>();
        Matcher row = ROW.matcher(section);
        while (row.find()) {
            assertThat(defaults.put(row.group(1), row.group(3).replace("`", "")))
                    .as("key %s occurs twice below '%s'", row.group(1), heading)
                    .isNull();
        }
        assertThat(defaults.keySet())
                .as("rows below '%s' in docs/configuration.md", heading)
                .containsExactlyInAnyOrderElementsOf(
                        settings.stream().map(Setting::key).toList());
        for (Setting setting : settings) {
            String expected = setting.defaultText() == null ? "must be given" : setting.defaultText();
            assertThat(defaults.get(setting.key()))
                    .as("default of %s in docs/configuration.md", setting.key())
                    .isEqualTo(expected);
        }
    }
}
