package io.efface.http.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the syntax with nested settings. The other syntaxes are tested by the providers that use them. */
class IniProfilesTest {
    @TempDir
    Path folder;

    private IniProfiles read(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), String.join("\n", lines));
        return IniProfiles.read(file, IniProfiles.Syntax.NESTED_SETTINGS);
    }

    @Test
    void section_nestedSettings_areLeftOut() throws IOException {
        IniProfiles file = read(
                "[a]",
                "id = one",
                "s3 =",
                "    max_concurrent_requests = 20",
                "\tmax_queue_size = 1000",
                "# a comment",
                "secret = two");

        assertThat(file.section("a")).containsExactly(entry("id", "one"), entry("s3", ""), entry("secret", "two"));
    }

    @Test
    void section_valueWithQuotesAndSigns_isUnchanged() throws IOException {
        IniProfiles file = read("[a]", "program = \"/opt/my tool\" --x='a;b' C:\\d#e");

        assertThat(file.section("a")).containsExactly(entry("program", "\"/opt/my tool\" --x='a;b' C:\\d#e"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id = zq7 # comment | has a comment after the value",
                "id = zq7 ; comment | has a comment after the value",
                "id = #zq7 | has a comment after the value",
                "id: zq7 | is neither [profile] nor key = value",
                "zq7 | is neither [profile] nor key = value",
            })
    void section_lineThatToolsReadInDifferentWays_isRejectedWithoutItsValue(String line, String problem)
            throws IOException {
        IniProfiles file = read("[a]", line);

        assertThatThrownBy(() -> file.section("a"))
                .isInstanceOf(InvalidProfileException.class)
                .hasMessageContaining("line 2 of")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("zq7");
    }

    @Test
    void section_continuedValue_isRejected() throws IOException {
        IniProfiles file = read("[a]", "id = one", "  zq7");

        assertThatThrownBy(() -> file.section("a"))
                .hasMessageContaining("line 3 of")
                .hasMessageContaining("is indented")
                .hasMessageNotContaining("zq7");
    }
}
