package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesFileTest extends ConfigurationFixture {
    @Test
    void load_crlfBomAndUtf8_isRead() throws IOException {
        Path file = write(
                "a.properties", "\uFEFF" + A + "provider = alpha\r\n" + A + "region = \u4e0a\u6d77  \r\n# \u00e9\r\n");

        assertThat(opened(builder().properties(file)).region()).isEqualTo("\u4e0a\u6d77");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.yml | efface:\\n  accounts:\\n    a:\\n      provider: alpha | YAML",
                "a.properties | efface:\\n  accounts:\\n    a:\\n      provider: alpha | YAML",
                "a.properties | ---\\nefface.accounts.a:\\n  provider: alpha | YAML",
                "a.yaml | accounts: {} | YAML",
                "a.properties | efface: {accounts: {a: {provider: alpha}}} | YAML",
                "a.properties | efface.accounts: {a: {provider: alpha}} | YAML",
                "a.properties | # mine\\naccounts:\\n  a:\\n    provider: alpha | YAML",
                "a.properties | accounts: # all\\n  a: {provider: alpha} | YAML",
                "a.properties | {\"efface\": {}} | JSON",
                "a.properties | [efface.accounts.a]\\nprovider = alpha | INI or TOML",
                "a.toml | [accounts.a]\\nprovider = 'alpha' | INI or TOML",
            })
    void properties_inAnotherFormat_areExplained(String name, String text, String format) throws IOException {
        Path file = write(name, text.replace("\\n", "\n"));

        assertThatThrownBy(() -> builder().properties(file).open())
                .hasMessageContaining(
                        "1 problem:\n1. " + file + ": this is " + format + ", not a properties file; write one"
                                + " entry on each line, such as efface.accounts.NAME.provider = PROVIDER");
    }

    @Test
    void properties_withAnotherApplicationsAccounts_areRead() throws IOException {
        Path file = write("a.properties", "accounts:\n" + A + "provider: alpha\n" + A + "region: r\n");

        assertThat(opened(builder().properties(file)).region()).isEqualTo("r");
    }

    @Test
    void properties_withColonsAndAYamlName_areRead() throws IOException {
        Path file = write("a.yml", A + "provider: alpha\n" + A + "region: r\n");

        assertThat(opened(builder().properties(file)).region()).isEqualTo("r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:\\certs\\store.p12",
                "C:\\temp\\new.p12",
                "certs\\store.p12",
                "certs\\new.p12",
                "certs\\\\sub\\topical.p12",
                "${file:secrets\\new}",
                "${file:secrets\\rotated}",
                "${file:secrets\\final}",
                "\\\\server\\share",
                "C:\\users\\a.p12"
            })
    void properties_pathWithSingleBackslashes_isOneProblemThatShowsTheCorrectForm(String path) throws IOException {
        Path file = write(
                "a.properties", A + "provider = alpha\n" + A + "region = r\n" + A + "trust-store = " + path + "\n");

        assertThatThrownBy(() -> builder().properties(file).open())
                .hasMessageContaining(": 1 problem:\n1. " + file + ":3: " + A + "trust-store: a ")
                .hasMessageContaining("C:/certs/store.p12");
    }

    @ParameterizedTest
    @CsvSource({"certs\\new.p12, \\n is a line break here", "${file:secrets\\team}, \\t is a tab here"})
    void properties_backslashThatBecomesAControlCharacter_isNamed(String path, String problem) throws IOException {
        Path file = write(
                "a.properties", A + "provider = alpha\n" + A + "region = r\n" + A + "trust-store = " + path + "\n");

        assertThatThrownBy(() -> builder().properties(file).open())
                .hasMessageContaining(problem + "; write / or \\\\ in a path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"certs\new.p12", "${file:secrets\new}"})
    void map_lineBreakFromAnEscapeOfAnotherReader_isExplained(String value) {
        assertThatThrownBy(() -> builder()
                        .map(Map.of(A + "provider", "alpha", A + "region", "r", A + "trust-store", value))
                        .open())
                .hasMessageContaining("control character")
                .hasMessageContaining("write / or \\\\ in place of a backslash");
    }

    @Test
    void properties_commentAfterAValue_isExplained() throws IOException {
        Path file = write("a.properties", A + "provider = alpha\n" + A + "region = r\n" + A + "size = 5 # five\n");

        assertProblem(
                builder().properties(file),
                file + ":3: " + A + "size: must be a whole number from 1 to 10; write a comment on a separate line");
    }

    @Test
    void properties_escapesOfTheFormat_areDecoded() throws IOException {
        Path file = write(
                "a.properties",
                A + "provider = alpha\n" + A
                        + "region = C:\\\\certs\\\\x \\u0041 \\= \\: \\\"q\\\"\nother.path = C:\\certs\n");

        assertThat(opened(builder().properties(file)).region()).isEqualTo("C:\\certs\\x A = : \"q\"");
    }

    @Test
    void properties_booleanOfAFramework_isRead() {
        Properties properties = new Properties();
        properties.setProperty(A + "provider", "alpha");
        properties.setProperty(A + "region", "r");
        properties.put(A + "verbose", true);

        assertThat(opened(builder().properties(properties)).verbose()).isTrue();
    }
}
