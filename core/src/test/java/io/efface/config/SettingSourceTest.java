package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.spi.Secret;
import io.efface.spi.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests values that are read again while an account is open. */
class SettingSourceTest {
    private static final Setting SECRET = Setting.secret("credentials.key-secret", "a secret");

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    private AccountReader reader(String value) {
        Place place = Place.line(folder.resolve("efface.properties"), 3);
        Entry entry = new Entry(Keys.of("a", SECRET.key()), value, place);
        AccountReader reader = new AccountReader(
                "a",
                Map.of(SECRET.key(), entry),
                place,
                new References(Map.of("KEY", "from-the-environment")),
                folder,
                problems);
        reader.allow(List.of(SECRET));
        return reader;
    }

    private Supplier<Secret> source(String value) {
        return reader(value).source(SECRET.key()).orElseThrow();
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("secret"), text);
    }

    @Test
    void source_fileReplaced_returnsTheNewText() throws IOException {
        write("one\n");
        assertThat(reader("x-${file:secret}").mayChange(SECRET.key())).isTrue();
        Supplier<Secret> source = source("x-${file:secret}");
        assertThat(source.get().reveal()).isEqualTo("x-one");

        write("two\n");
        assertThat(source.get().reveal()).isEqualTo("x-two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"literal", "${env:KEY}", "$${file:secret}"})
    void source_valueWithoutAFile_isReadOnce(String value) {
        Supplier<Secret> source = source(value);

        assertThat(reader(value).mayChange(SECRET.key())).isFalse();
        assertThat(source.get()).isSameAs(source.get());
        assertThat(source.get().reveal()).isIn("literal", "from-the-environment", "${file:secret}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2 ", "hun\tter2", "hunter2\nmore"})
    void source_fileNoLongerUsable_isAConfigurationErrorWithoutTheText(String text) throws IOException {
        write("one");
        Supplier<Secret> source = source("${file:secret}");
        write(text);

        assertThatThrownBy(source::get)
                .isInstanceOfSatisfying(
                        FaceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
                .hasMessageContaining("efface.accounts.a.credentials.key-secret")
                .hasMessageNotContaining("hun");
        assertThat(source.toString()).contains("efface.properties:3").doesNotContain("one");
    }

    @Test
    void source_fileMissingFromTheBeginning_isAProblemOfTheConfiguration() {
        AccountReader reader = reader("${file:secret}");

        Optional<Supplier<Secret>> source = reader.source(SECRET.key());

        assertThat(source).isEmpty();
        assertThat(reader.isRejected()).isTrue();
    }
}
