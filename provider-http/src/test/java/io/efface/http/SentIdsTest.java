package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.FaceId;
import io.efface.PersonId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentIdsTest {
    private static final String UUID = "d95dc0a2-32dc-6b93-1234-9d6cf77c6eca";

    @ParameterizedTest
    @CsvSource({
        "alice, alice",
        "alice, req-alice-1",
        "Alice, REQ-ALICE-1",
        "al1c, xal1cx",
        "7, 7",
        "4711, 20264711",
        "d95dc0a2, " + UUID,
        UUID + ", " + UUID,
    })
    void requestId_thatEchoesAnId_isNotShown(String id, String requestId) {
        assertThat(SentIds.of(PersonId.of(id)).requestId(requestId)).isEmpty();
        assertThat(SentIds.of(PersonId.of("another"), Set.of(FaceId.of(id))).requestId(requestId))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7, request-7",
        "abc, abcdef",
        "1234, " + UUID,
        "alice, " + UUID,
        "alice, A.b_c-9",
    })
    void requestId_thatEchoesNoId_isShown(String id, String requestId) {
        assertThat(SentIds.of(PersonId.of(id)).requestId(requestId)).hasValue(requestId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\u001b[31m", "a/b", "<a>", "\u0430", "a\n"})
    void requestId_ofAnotherShape_isNotShown(String text) {
        assertThat(SentIds.of(PersonId.of("alice")).requestId(text)).isEmpty();
    }

    @Test
    void requestId_of121Characters_isNotShown() {
        SentIds ids = SentIds.of(PersonId.of("alice"));

        assertThat(ids.requestId("x".repeat(121))).isEmpty();
        assertThat(ids.requestId("x".repeat(120))).isPresent();
    }

    @Test
    void code_inTheTable_isHiddenOnlyIfEqualToTheId() {
        assertThat(SentIds.of(PersonId.of("Invalid")).code("InvalidParameter", true))
                .hasValue("InvalidParameter");
        assertThat(SentIds.of(PersonId.of("invalidparameter")).code("InvalidParameter", true))
                .isEmpty();
    }

    @Test
    void code_notInTheTable_isHiddenIfItContainsTheId() {
        assertThat(SentIds.of(PersonId.of("alice")).code("NoSuchPerson.alice", false))
                .isEmpty();
        assertThat(SentIds.of(PersonId.of("alice")).code("NoSuchPerson", false)).hasValue("NoSuchPerson");
    }

    @Test
    void removedFrom_textWithIds_removesAll() {
        SentIds ids = SentIds.of(PersonId.of("Node-1"), Set.of(FaceId.of("node-12"), FaceId.of("is")));

        assertThat(ids.removedFrom("The person NODE-1 with node-12 is not exist"))
                .isEqualTo("The person   with   is not exist");
    }

    @Test
    void removedFrom_idThatMayBeAWord_isNotRemoved() {
        assertThat(SentIds.of(PersonId.of("service")).removedFrom("person service not found"))
                .isEqualTo("person service not found");
    }

    @Test
    void toString_showsNoIds() {
        assertThat(SentIds.of(PersonId.of("alice"), Set.of(FaceId.of("f1")))).hasToString("SentIds[2]");
    }
}
