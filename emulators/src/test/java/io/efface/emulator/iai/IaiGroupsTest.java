package io.efface.emulator.iai;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.JsonText;
import io.efface.emulator.StoredPerson;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IaiGroupsTest {
    private static final String PICTURE = "aGVsbG8=";

    private final IaiFixture iai = new IaiFixture();

    @BeforeEach
    void twoGroups() {
        assertThat(iai.code("CreateGroup", "{\"GroupId\":\"g1\",\"GroupName\":\"one\"}"))
                .isEqualTo("OK");
        assertThat(iai.code("CreateGroup", "{\"GroupId\":\"g2\",\"GroupName\":\"two\",\"FaceModelVersion\":\"2.0\"}"))
                .isEqualTo("OK");
    }

    private Map<String, ?> create(String person, String more) {
        return iai.send(
                "CreatePerson",
                "{\"PersonId\":\"" + person + "\",\"PersonName\":\"n\",\"GroupId\":\"g1\",\"Image\":\"" + PICTURE + "\""
                        + more + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"GroupId\":\"g1\",\"GroupName\":\"x\" | GroupIdAlreadyExist",
                "\"GroupId\":\"g3\",\"GroupName\":\"one\" | GroupNameAlreadyExist",
                "\"GroupId\":\"g 3\",\"GroupName\":\"x\" | GroupIdIllegal",
                "\"GroupId\":\"g3\",\"GroupName\":\"x\",\"FaceModelVersion\":\"9\" | FaceModelVersionIllegal",
                "\"GroupId\":\"g3\",\"GroupName\":\"x\",\"GroupExDescriptions\":[\"a\",\"a\"] |"
                        + " GroupExDescriptionsNameIdentical",
                "\"GroupId\":\"g3\",\"GroupName\":\"x\",\"GroupExDescriptions\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]"
                        + " | GroupExDescriptionsExceed"
            })
    void createGroup_badInput_isRejected(String json, String code) {
        assertThat(iai.code("CreateGroup", "{" + json + "}")).isEqualTo("InvalidParameterValue." + code);
        assertThat(iai.send("GetGroupList", "{}").get("GroupNum")).isEqualTo(new JsonText.JsonNumber("2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"GroupId\":\"no\",\"Image\":\"aGVsbG8=\" | InvalidParameterValue.GroupIdNotExist",
                "\"GroupId\":\"g1\" | InvalidParameterValue.ImageEmpty",
                "\"GroupId\":\"g1\",\"Image\":\"\" | InvalidParameterValue.ImageEmpty",
                "\"GroupId\":\"g1\",\"Image\":\"aGVsb\" | FailedOperation.ImageDecodeFailed",
                "\"GroupId\":\"g1\",\"Url\":\"ftp://x/y\" | InvalidParameterValue.UrlIllegal",
                "\"GroupId\":\"g1\",\"Image\":\"aGVsbG8=\",\"Gender\":3 | InvalidParameterValue.PersonGenderIllegal",
                "\"GroupId\":\"g1\",\"Image\":\"aGVsbG8=\",\"UniquePersonControl\":5 |"
                        + " InvalidParameterValue.UniquePersonControlIllegal",
                "\"GroupId\":\"g1\",\"Image\":\"aGVsbG8=\",\"QualityControl\":5 |"
                        + " InvalidParameterValue.QualityControlIllegal",
                "\"GroupId\":\"g1\",\"Image\":\"aGVsbG8=\",\"PersonExDescriptionInfos\":[{}] | MissingParameter"
            })
    void createPerson_badInput_isRejected(String json, String code) {
        assertThat(iai.code("CreatePerson", "{\"PersonId\":\"p\",\"PersonName\":\"n\"," + json + "}"))
                .isEqualTo(code);
        assertThat(iai.people().size()).isZero();
    }

    @Test
    void createPerson_twice_isRejected() {
        create("p", "");

        assertThat(iai.code(
                        "CreatePerson",
                        "{\"PersonId\":\"p\",\"PersonName\":\"n\",\"GroupId\":\"g1\",\"Image\":\"" + PICTURE + "\"}"))
                .isEqualTo("InvalidParameterValue.PersonIdAlreadyExist");
    }

    @Test
    void createPerson_similarPersonUnderUniqueControl_createsNothing() {
        create("p", "");

        Map<String, ?> again = create("q", ",\"UniquePersonControl\":2");
        assertThat(again.get("SimilarPersonId")).isEqualTo("p");
        assertThat(again.get("FaceRect")).isNull();
        assertThat(iai.people().size()).isOne();
        assertThat(create("q", "").get("SimilarPersonId")).isEqualTo("");
        assertThat(iai.people().size()).isEqualTo(2);
    }

    @Test
    void createFace_manyFaces_hasLimitsAndACodePerImage() {
        create("p", "");

        assertThat(iai.code(
                        "CreateFace", "{\"PersonId\":\"p\",\"Images\":[\"YQ==\",\"Yg==\",\"Yw==\",\"ZA==\",\"ZQ==\"]}"))
                .isEqualTo("InvalidParameterValue.UploadFaceNumExceed");
        Map<String, ?> added = iai.send("CreateFace", "{\"PersonId\":\"p\",\"Images\":[\"YQ==\",\"?\",\"Yw==\"]}");
        assertThat(added.get("RetCode"))
                .isEqualTo(List.of(
                        new JsonText.JsonNumber("0"), new JsonText.JsonNumber("-1102"), new JsonText.JsonNumber("0")));
        assertThat(added.get("SucIndexes"))
                .isEqualTo(List.of(new JsonText.JsonNumber("0"), new JsonText.JsonNumber("2")));
        assertThat(iai.faces("p")).hasSize(3).doesNotHaveDuplicates().allMatch(face -> face.matches("\\d{19}"));
        assertThat(iai.code("CreateFace", "{\"PersonId\":\"p\",\"Images\":[\"YQ==\",\"Yg==\",\"Yw==\"]}"))
                .isEqualTo("InvalidParameterValue.PersonFaceNumExceed");
        assertThat(iai.code("CreateFace", "{\"PersonId\":\"p\",\"Images\":[\"YQ==\"],\"FaceMatchThreshold\":100.5}"))
                .isEqualTo("InvalidParameterValue.FaceMatchThresholdIllegal");
        assertThat(iai.code("CreateFace", "{\"PersonId\":\"missing\",\"Images\":[\"YQ==\"]}"))
                .isEqualTo("InvalidParameterValue.PersonIdNotExist");
    }

    @Test
    void deletePersonFromGroup_lastGroup_removesThePerson() {
        create("p", "");
        iai.people().put(iai.people().person("p").orElseThrow().withGroupIds(List.of("g1", "g2")));

        assertThat(iai.code("DeletePersonFromGroup", "{\"PersonId\":\"p\",\"GroupId\":\"g1\"}"))
                .isEqualTo("OK");
        assertThat(iai.faces("p")).hasSize(1);
        assertThat(iai.code("DeletePersonFromGroup", "{\"PersonId\":\"p\",\"GroupId\":\"g1\"}"))
                .isEqualTo("FailedOperation.GroupPersonMapNotExist");
        assertThat(iai.code("DeletePersonFromGroup", "{\"PersonId\":\"p\",\"GroupId\":\"g2\"}"))
                .isEqualTo("OK");
        assertThat(iai.people().size()).isZero();
    }

    @Test
    void deleteGroup_personInAnotherGroup_survives() {
        create("p", "");
        create("q", "");
        iai.people().put(iai.people().person("q").orElseThrow().withGroupIds(List.of("g1", "g2")));

        assertThat(iai.code("DeleteGroup", "{\"GroupId\":\"g1\"}")).isEqualTo("OK");
        assertThat(iai.people().person("p")).isEmpty();
        assertThat(iai.people().person("q").orElseThrow().groupIds()).containsExactly("g2");
        assertThat(iai.code("DeleteGroup", "{\"GroupId\":\"g1\"}")).isEqualTo("InvalidParameterValue.GroupIdNotExist");
    }

    @Test
    void copyPerson_severalGroups_addsMissingGroups() {
        create("p", "");
        iai.code("CreateGroup", "{\"GroupId\":\"g3\",\"GroupName\":\"three\"}");

        assertThat(iai.code("CopyPerson", "{\"PersonId\":\"p\",\"GroupIds\":[\"g1\"]}"))
                .isEqualTo("FailedOperation.GroupPersonMapExist");
        assertThat(iai.code("CopyPerson", "{\"PersonId\":\"p\",\"GroupIds\":[\"no\"]}"))
                .isEqualTo("InvalidParameterValue.GroupIdNotExist");
        assertThat(iai.send("CopyPerson", "{\"PersonId\":\"p\",\"GroupIds\":[\"g1\",\"g2\",\"g3\"]}")
                        .get("SucGroupIds"))
                .isEqualTo(List.of("g3", "g2"));
        assertThat(iai.code("DeletePersonFromGroup", "{\"PersonId\":\"p\",\"GroupId\":\"g1\"}"))
                .isEqualTo("OK");
        iai.code("CreateGroup", "{\"GroupId\":\"g4\",\"GroupName\":\"four\"}");
        assertThat(iai.code("CopyPerson", "{\"PersonId\":\"p\",\"GroupIds\":[\"g4\"]}"))
                .isEqualTo("FailedOperation.AcrossVersionsError");
    }

    @Test
    void getPersonList_deletedWhilePaging_shiftsPages() {
        IntStream.range(0, 5).forEach(i -> create("p" + i, ""));
        String page = "{\"GroupId\":\"g1\",\"Offset\":2,\"Limit\":2}";

        assertThat(String.valueOf(iai.send("GetPersonList", page))).contains("p2", "p3");
        iai.code("DeletePerson", "{\"PersonId\":\"p0\"}");
        assertThat(String.valueOf(iai.send("GetPersonList", page)))
                .contains("p3", "p4")
                .doesNotContain("p2");
        assertThat(iai.code("GetPersonList", "{\"GroupId\":\"g1\",\"Offset\":5}"))
                .isEqualTo("InvalidParameterValue.OffsetExceed");
        assertThat(iai.code("GetPersonList", "{\"GroupId\":\"g1\",\"Limit\":1001}"))
                .isEqualTo("InvalidParameterValue.LimitExceed");
    }

    @Test
    void getGroupInfo_groupOfSeededPerson_exists() {
        iai.people().put(new StoredPerson("s", List.of("f1"), "", "", List.of("seeded")));

        assertThat(iai.send("GetGroupInfo", "{\"GroupId\":\"seeded\"}").get("GroupName"))
                .isEqualTo("seeded");
        assertThat(iai.send("GetPersonListNum", "{\"GroupId\":\"seeded\"}").get("FaceNum"))
                .isEqualTo(new JsonText.JsonNumber("1"));
        assertThat(iai.code("DeleteGroup", "{\"GroupId\":\"seeded\"}")).isEqualTo("OK");
        assertThat(iai.code("GetGroupInfo", "{\"GroupId\":\"seeded\"}"))
                .isEqualTo("InvalidParameterValue.GroupIdNotExist");
    }
}
