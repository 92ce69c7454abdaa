package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.http.HttpSettings;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that docs/configuration.md lists the keys of the included providers, with their defaults. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "docs", "configuration.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.+) \\| (.+) \\|");
    private static final String HTTP = "All providers over HTTP";

    @ParameterizedTest
    @ValueSource(strings = {"aliyun", "tencent", "rekognition"})
    void page_keysOfAProvider_areItsSettings(String provider) throws IOException {
        Map<String, String> documented = rows(provider);
        rows(HTTP)
                .forEach((key, defaultText) -> assertThat(documented.put(key, defaultText))
                        .as("%s is in both tables", key)
                        .isNull());

        assertThat(documented).isEqualTo(settingsOf(provider));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aliyun", "tencent", "rekognition"})
    void page_keysOfHttp_areTheSharedSettings(String provider) throws IOException {
        List<String> shared = new ArrayList<>();
        HttpSettings.settings().forEach(setting -> shared.add(setting.key()));

        assertThat(rows(HTTP).keySet()).containsExactlyElementsOf(shared);
        assertThat(settingsOf(provider).keySet()).containsAll(shared);
    }

    private static Map<String, String> settingsOf(String provider) {
        List<Setting> settings = ServiceLoader.load(FaceRepositoryProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals(provider))
                .flatMap(each -> each.settings().stream())
                .toList();
        return settings.stream()
                .collect(Collectors.toMap(Setting::key, each -> each.defaultText() == null ? "-" : each.defaultText()));
    }

    /** Returns the default of each key in the table below a heading. */
    private static Map<String, String> rows(String heading) throws IOException {
        String section = Files.readString(PAGE, StandardCharsets.UTF_8)
                .split("\n### " + Pattern.quote(heading) + "\n", 2)[1]
                .split("\n##", 2)[0];
        Map<String, String> defaults = new LinkedHashMap<>();
        Matcher row = ROW.matcher(section);
        while (row.find()) {
            assertThat(defaults.put(row.group(1), row.group(3).replace("`", "")))
                    .as("key %s twice below '%s'", row.group(1), heading)
                    .isNull();
        }
        return defaults;
    }
}
