package io.efface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdDoubtTest {
    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "a\u00A0", "\u3000a", "\u2003a"})
    void of_spaceAtAnEdge_isDoubtful(String id) {
        assertThat(IdDoubt.of(id)).contains(IdDoubt.EDGE_SPACE);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00AD, 0x034F, 0x061C, 0x115F, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A,
                0x202E, 0x2060, 0x2066, 0x2069, 0x2800, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xE0001, 0xE0100
            })
    void of_invisibleCharacterAnywhere_isDoubtful(int character) {
        String invisible = Character.toString(character);

        assertThat(IdDoubt.of(invisible + "a")).contains(IdDoubt.INVISIBLE_CHARACTER);
        assertThat(IdDoubt.of("a" + invisible + "b")).contains(IdDoubt.INVISIBLE_CHARACTER);
        assertThat(IdDoubt.of("a" + invisible)).contains(IdDoubt.INVISIBLE_CHARACTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "4711", "a b", "\u5f20\u4e09", "-%@#&_", "a\u0301", "\uD83D\uDE00", "a,b", "\"a\""})
    void of_visibleText_isNotDoubtful(String id) {
        assertThat(IdDoubt.of(id)).isEmpty();
    }

    @Test
    void text_everyDoubt_endsASentence() {
        for (IdDoubt doubt : IdDoubt.values()) {
            assertThat(doubt.text()).matches("(begins|contains) .*[a-z]");
        }
    }
}
