package io.efface.emulator.iai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.emulator.JsonText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IaiVariantsTest {
    private static IaiFixture with(IaiVariants.Builder variants) {
        IaiFixture iai = new IaiFixture(variants.build());
        iai.people().put("p1", "f1", "f2", "f3");
        iai.people().put("p2", "g1");
        return iai;
    }

    private static String faces(String person, String... faces) {
        return JsonText.write(Map.of("PersonId", person, "FaceIds", List.of(faces)));
    }

    private static String person(String id) {
        return JsonText.write(Map.of("PersonId", id));
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON_ID_NOT_EXIST, InvalidParameterValue.PersonIdNotExist",
        "ERROR_PERSON_NOT_EXISTED, ResourceNotFound.ErrorPersonNotExisted"
    })
    void missingPerson_eachOperation_hasItsOwnResponse(IaiVariants.MissingPerson missing, String code) {
        IaiFixture iai = with(IaiVariants.builder()
                .missingPersonOnDelete(missing)
                .missingPersonOnDeleteFace(missing)
                .missingPersonOnRead(missing));

        assertThat(iai.code("DeletePerson", person("missing"))).isEqualTo(code);
        assertThat(iai.code("DeleteFace", faces("missing", "f1"))).isEqualTo(code);
        assertThat(iai.code("GetPersonBaseInfo", person("missing"))).isEqualTo(code);
        assertThat(iai.code("GetPersonGroupInfo", person("missing"))).isEqualTo(code);
    }

    @Test
    void missingPerson_bareRequestId_isASuccessWithoutOtherFields() {
        IaiFixture iai = with(IaiVariants.builder().missingPersonOnDelete(IaiVariants.MissingPerson.BARE_REQUEST_ID));

        assertThat(iai.send("DeletePerson", person("missing"))).containsOnlyKeys("RequestId");
        assertThat(iai.send("DeletePerson", person("p2"))).containsOnlyKeys("RequestId");
        assertThat(iai.people().size()).isOne();
    }

    @Test
    void missingPerson_bareRequestIdOfOtherOperations_isRejected() {
        IaiVariants.Builder builder = IaiVariants.builder();

        assertThatThrownBy(() -> builder.missingPersonOnRead(IaiVariants.MissingPerson.BARE_REQUEST_ID))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.missingPersonOnDeleteFace(IaiVariants.MissingPerson.BARE_REQUEST_ID))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PASSED_OVER, OK, OK",
        "REJECTED_IF_NONE_KNOWN, InvalidParameterValue, OK",
        "REJECTED_IF_ANY_UNKNOWN, InvalidParameterValue, InvalidParameterValue"
    })
    void unknownFaces_allAndSome_followTheVariant(IaiVariants.UnknownFaces variant, String all, String some) {
        IaiFixture iai = with(IaiVariants.builder().unknownFaces(variant));

        assertThat(iai.code("DeleteFace", faces("p1", "x", "g1"))).isEqualTo(all);
        assertThat(iai.faces("p1")).hasSize(3);
        assertThat(iai.faces("p2")).containsExactly("g1");
        assertThat(iai.code("DeleteFace", faces("p1", "x", "f1"))).isEqualTo(some);
        assertThat(iai.faces("p1")).hasSize(some.equals("OK") ? 2 : 3);
    }

    @Test
    void unknownFaces_duplicates_countOnce() {
        IaiFixture iai = with(IaiVariants.builder());

        Map<String, ?> response = iai.send("DeleteFace", faces("p1", "f2", "x", "f2", "x"));

        assertThat(response.get("SucDeletedNum")).isEqualTo(new JsonText.JsonNumber("1"));
        assertThat(response.get("SucFaceIds")).isEqualTo(List.of("f2"));
        assertThat(iai.faces("p1")).containsExactly("f1", "f3");
    }

    @ParameterizedTest
    @EnumSource
    void nothingDeleted_sucFaceIds_followsTheVariant(IaiVariants.NothingDeleted variant) {
        IaiFixture iai = with(IaiVariants.builder().nothingDeleted(variant));

        Map<String, ?> response = iai.send("DeleteFace", faces("p1", "x"));

        assertThat(response.get("SucDeletedNum")).isEqualTo(new JsonText.JsonNumber("0"));
        assertThat(response.containsKey("SucFaceIds")).isEqualTo(variant != IaiVariants.NothingDeleted.ABSENT);
        assertThat(response.get("SucFaceIds"))
                .isEqualTo(variant == IaiVariants.NothingDeleted.EMPTY_LIST ? List.of() : null);
        assertThat(iai.send("DeleteFace", faces("p1", "f1")).get("SucFaceIds")).isEqualTo(List.of("f1"));
    }

    @Test
    void lastFace_rejected_keepsEveryFace() {
        IaiFixture iai = with(IaiVariants.builder());

        assertThat(iai.code("DeleteFace", faces("p1", "f3", "f1", "f2", "x")))
                .isEqualTo("InvalidParameterValue.DeleteFaceNumExceed");
        assertThat(iai.faces("p1")).containsExactly("f1", "f2", "f3");
        assertThat(iai.code("DeleteFace", faces("p2", "g1"))).isEqualTo("InvalidParameterValue.DeleteFaceNumExceed");
        assertThat(iai.code("DeleteFace", faces("p2", "x"))).isEqualTo("OK");
    }

    @Test
    void lastFace_allButOneDeleted_keepsTheLastOfTheRequest() {
        IaiFixture iai = with(IaiVariants.builder().lastFace(IaiVariants.LastFace.ALL_BUT_ONE_DELETED));

        Map<String, ?> response = iai.send("DeleteFace", faces("p1", "f3", "f1", "f2"));

        assertThat(response.get("SucFaceIds")).isEqualTo(List.of("f3", "f1"));
        assertThat(iai.faces("p1")).containsExactly("f2");
        assertThat(iai.code("DeleteFace", faces("p2", "g1"))).isEqualTo("InvalidParameterValue.DeleteFaceNumExceed");
    }

    @Test
    void singleFace_alwaysRejected_rejectsOtherIdsToo() {
        IaiFixture iai = with(IaiVariants.builder().singleFaceAlwaysRejected(true));

        assertThat(iai.code("DeleteFace", faces("p2", "x"))).isEqualTo("InvalidParameterValue.DeleteFaceNumExceed");
        assertThat(iai.code("DeleteFace", faces("p1", "x"))).isEqualTo("OK");
    }

    @Test
    void variants_changedWhileRunning_applyToTheNextCall() {
        IaiFixture iai = with(IaiVariants.builder());
        assertThat(iai.code("DeletePerson", person("missing"))).isEqualTo("InvalidParameterValue.PersonIdNotExist");

        iai.emulator.variants(IaiVariants.builder()
                .missingPersonOnDelete(IaiVariants.MissingPerson.ERROR_PERSON_NOT_EXISTED)
                .versionsSharePeople(false)
                .build());

        assertThat(iai.code("DeletePerson", person("missing"))).isEqualTo("ResourceNotFound.ErrorPersonNotExisted");
        assertThat(iai.emulator.library(IaiEmulator.VERSION_2018)).isNotSameAs(iai.people());
        assertThat(iai.people().size()).isEqualTo(2);
    }

    @Test
    void library_unknownVersion_isRejected() {
        IaiFixture iai = with(IaiVariants.builder());

        assertThat(iai.emulator.library(IaiEmulator.VERSION_2018)).isSameAs(iai.people());
        assertThatThrownBy(() -> iai.emulator.library("2019-01-01")).isInstanceOf(IllegalArgumentException.class);
    }
}
