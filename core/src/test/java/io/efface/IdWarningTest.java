package io.efface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdWarningTest {
    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "a\u00A0", "\u3000a", "\u2003a"})
    void of_spaceAtBeginningOrEnd_isEdgeSpace(String id) {
        assertThat(IdWarning.of(id)).contains(IdWarning.EDGE_SPACE);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00AD, 0x034F, 0x061C, 0x115F, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A,
                0x202E, 0x2060, 0x2066, 0x2069, 0x2800, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xE0001, 0xE0100
            })
    void of_invisibleCharacterAnywhere_isInvisibleCharacter(int character) {
        String invisible = Character.toString(character);

        assertThat(IdWarning.of(invisible + "a")).contains(IdWarning.INVISIBLE_CHARACTER);
        assertThat(IdWarning.of("a" + invisible + "b")).contains(IdWarning.INVISIBLE_CHARACTER);
        assertThat(IdWarning.of("a" + invisible)).contains(IdWarning.INVISIBLE_CHARACTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "4711", "a b", "\u5f20\u4e09", "-%@#&_", "a\u0301", "\uD83D\uDE00", "a,b", "\"a\""})
    void of_visibleText_hasNoWarning(String id) {
        assertThat(IdWarning.of(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f1,f2", "f1;f2", "f1|f2", "f1/f2", "f1\\f2", "f1+f2", "f1&f2", "f1:f2", "f1 f2", "f1\u00A0f2",
                        "f1\uFF0Cf2", "f1\uFF1Bf2",
                "f1\u3001f2", "f1\u00B7f2", "[f1]", "(f1", "{f1}", "<f1>", "'f1'", "\"f1", "\u201Cf1\u201D",
                        "\u300Cf1\u300D", ",", " f1, f2 "
            })
    void ofFace_separatorQuoteOrBracket_isSeveralIds(String id) {
        assertThat(IdWarning.ofFace(id)).contains(IdWarning.SEVERAL_IDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2875186538564559728",
                "f1",
                "f-1_2.3",
                "a=b==",
                "f#1",
                "f@1",
                "f%1",
                "\u5f20\u4e09",
                "e\u0301",
                "\uD83D\uDE00"
            })
    void ofFace_singleId_hasNoWarning(String id) {
        assertThat(IdWarning.ofFace(id)).isEmpty();
        assertThat(IdWarning.parts(id)).containsExactly(id);
    }

    @Test
    void ofFace_edgeSpaceOrInvisibleCharacter_hasTheWarningOfPersonIds() {
        assertThat(IdWarning.ofFace(" f1")).contains(IdWarning.EDGE_SPACE);
        assertThat(IdWarning.ofFace("f\u200B1")).contains(IdWarning.INVISIBLE_CHARACTER);
    }

    @Test
    void parts_severalIds_areSplitAtSeparatorsWithoutEmptyParts() {
        assertThat(IdWarning.parts("['4711', \"4712\";;4713|4714/4715\uFF0C\uD83D\uDE00]"))
                .containsExactly("4711", "4712", "4713", "4714", "4715", "\uD83D\uDE00");
        assertThat(IdWarning.parts(" ,;")).isEmpty();
    }

    @Test
    void text_everyWarning_isTheEndOfASentence() {
        for (IdWarning warning : IdWarning.values()) {
            assertThat(warning.text()).matches("(begins|contains) .*[a-z]");
        }
    }
}
