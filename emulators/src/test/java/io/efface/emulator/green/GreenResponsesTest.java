package io.efface.emulator.green;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.emulator.AdjustableClock;
import io.efface.emulator.Fault;
import io.efface.emulator.StoredPerson;
import io.efface.emulator.http.EmulatorResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the responses and effects of the service in each variant. The compared bodies have no request id. */
class GreenResponsesTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:30:00Z");
    private static final String BIG = "31842550077981747";
    private static final String MISSING = "{\"personId\":\"missing\"}";
    private static final String TEXT = "The person is not exist!";

    private final GreenEmulator green = GreenEmulator.builder()
            .key(GreenRequests.ID, GreenRequests.SECRET)
            .clock(new AdjustableClock(NOW))
            .build();

    @BeforeEach
    void seed() {
        green.library().put(new StoredPerson("p1", List.of(BIG, "f2"), "Tom", "x", List.of("g1")));
    }

    private EmulatorResponse response(GreenOperation operation, String body) {
        return green.respond(GreenRequests.request(NOW, operation, body));
    }

    private String bodyWithoutRequestId(GreenOperation operation, String body) {
        EmulatorResponse response = response(operation, body);
        assertThat(response.status()).isEqualTo(200);
        return response.bodyText().replaceFirst(",\"[rR]equestId\":\"[0-9A-F-]{36}\"", "");
    }

    private static String ok(String data) {
        return "{\"code\":200,\"msg\":\"OK\",\"data\":{\"code\":200," + data + "}}";
    }

    @Test
    void deletePerson_present_isDeletedWithTheFaces() {
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_PERSON, "{\"personId\":\"p1\"}"))
                .isEqualTo(ok("\"personId\":\"p1\",\"deleteCount\":1"));
        assertThat(green.library().snapshot()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    OUTER_400_TEXT | {"code":400,"msg":"The person is not exist!"}
                    OUTER_500_TEXT | {"code":500,"msg":"The person is not exist!"}
                    INNER_404 | {"code":200,"msg":"OK","data":{"code":404,"personId":"missing"}}
                    INNER_400 | {"code":200,"msg":"OK","data":{"code":400,"personId":"missing"}}
                    """)
    void missingPerson_inEachVariant_isReported(GreenVariants.MissingPerson variant, String expected) {
        green.variants(green.variants()
                .withMissingOnDeletePerson(variant)
                .withMissingOnDeleteFaces(variant)
                .withMissingOnGetPerson(variant));

        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_PERSON, MISSING)).isEqualTo(expected);
        assertThat(bodyWithoutRequestId(GreenOperation.GET_PERSON, MISSING)).isEqualTo(expected);
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_FACES, "{\"personId\":\"missing\",\"faceIds\":[\"f\"]}"))
                .isEqualTo(expected);
    }

    @Test
    void missingPerson_countZero_isReportedByDeletionsOnly() {
        green.variants(green.variants()
                .withMissingOnDeletePerson(GreenVariants.MissingPerson.COUNT_ZERO)
                .withMissingOnDeleteFaces(GreenVariants.MissingPerson.COUNT_ZERO));

        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_PERSON, MISSING))
                .isEqualTo(ok("\"personId\":\"missing\",\"deleteCount\":0"));
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_FACES, "{\"personId\":\"missing\",\"faceIds\":[\"f\"]}"))
                .isEqualTo(ok("\"personId\":\"missing\",\"faceIds\":[],\"deleteCount\":0"));
        assertThatThrownBy(() -> green.variants().withMissingOnGetPerson(GreenVariants.MissingPerson.COUNT_ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void missingPerson_byDefault_is400OnDeletePersonAnd500OnDeleteFaces() {
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_PERSON, MISSING)).contains("\"code\":400", TEXT);
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_FACES, "{\"personId\":\"missing\",\"faceIds\":[\"f\"]}"))
                .contains("\"code\":500", TEXT);
    }

    @Test
    void deleteFaces_presentAndMissingFaces_listsEachDeletedFaceOnceInTheOrderOfTheRequest() {
        assertThat(bodyWithoutRequestId(
                        GreenOperation.DELETE_FACES,
                        "{\"personId\":\"p1\",\"faceIds\":[\"f2\",\"other\",\"f2\",\"" + BIG + "\"]}"))
                .isEqualTo(ok("\"personId\":\"p1\",\"faceIds\":[\"f2\",\"" + BIG + "\"],\"deleteCount\":2"));
    }

    @Test
    void deleteFaces_numbersInTheRequest_countAsTheirDigits() {
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_FACES, "{\"personId\":\"p1\",\"faceIds\":[" + BIG + "]}"))
                .contains("\"deleteCount\":1");
        assertThat(green.library().person("p1").orElseThrow().faceIds()).containsExactly("f2");
    }

    @Test
    void deleteFaces_facesOfAnotherPerson_stay() {
        green.library().put("p2", "f9");

        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_FACES, "{\"personId\":\"p1\",\"faceIds\":[\"f9\"]}"))
                .contains("\"deleteCount\":0");
        assertThat(green.library().person("p2").orElseThrow().faceIds()).containsExactly("f9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    EMPTY_LIST | "personId":"p1","faceIds":[],"deleteCount":0
                    NULL_LIST | "personId":"p1","faceIds":null,"deleteCount":0
                    ABSENT_LIST | "personId":"p1","deleteCount":0
                    """)
    void deleteFaces_noFaceDeleted_isReportedInEachVariant(GreenVariants.NoFaceDeleted variant, String expected) {
        green.variants(green.variants().withNoFaceDeleted(variant));

        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_FACES, "{\"personId\":\"p1\",\"faceIds\":[\"nope\"]}"))
                .isEqualTo(ok(expected));
    }

    @Test
    void deleteFaces_lastFace_followsTheVariant() {
        String all = "{\"personId\":\"p1\",\"faceIds\":[\"f2\",\"" + BIG + "\"]}";

        green.variants(green.variants().withLastFace(GreenVariants.LastFace.REJECTED));
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_FACES, all)).contains("\"code\":400");
        assertThat(green.library().person("p1").orElseThrow().faceIds()).hasSize(2);

        green.variants(green.variants().withLastFace(GreenVariants.LastFace.REMOVES_PERSON));
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_FACES, all)).contains("\"deleteCount\":2");
        assertThat(green.library().size()).isZero();

        seed();
        green.variants(GreenVariants.defaults());
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_FACES, all)).contains("\"deleteCount\":2");
        assertThat(green.library().person("p1").orElseThrow().faceIds()).isEmpty();
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_FACES, all)).contains("\"deleteCount\":0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "not json",
                "[]",
                "null",
                "{\"personId\":\"p1\"",
                "{\"personId\":\"p1\"}",
                "{\"personId\":\"p1\",\"faceIds\":[]}",
                "{\"personId\":\"p1\",\"faceIds\":null}",
                "{\"personId\":\"p1\",\"faceIds\":\"f2\"}",
                "{\"personId\":\"p1\",\"faceIds\":[null]}",
                "{\"personId\":\"p1\",\"faceIds\":[{}]}",
                "{\"personId\":\" \",\"faceIds\":[\"f2\"]}",
                "{\"personId\":[\"p1\"],\"faceIds\":[\"f2\"]}",
                "{\"faceIds\":[\"f2\"]}"
            })
    void deleteFaces_badArguments_areOuter400(String body) {
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_FACES, body))
                .isEqualTo("{\"code\":400,\"msg\":\"BAD_REQUEST\"}");
        assertThat(green.library().person("p1").orElseThrow().faceIds()).hasSize(2);
    }

    @Test
    void respond_bodyNestedTooDeep_isOuter400() {
        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_PERSON, "{\"personId\":" + "[".repeat(5_000)))
                .contains("\"code\":400");
    }

    @Test
    void respond_bareSuccess_equalsTheSampleOfThePythonPage() {
        green.variants(green.variants().withSuccessFields(GreenVariants.SuccessFields.BARE));

        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_PERSON, "{\"personId\":\"p1\"}"))
                .isEqualTo("{\"code\":200,\"data\":{\"code\":200,\"personId\":\"p1\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ABSENT | {"code":400,"msg":"The person is not exist!"}
                    NULL | {"code":400,"msg":"The person is not exist!","data":null}
                    EMPTY_OBJECT | {"code":400,"msg":"The person is not exist!","data":{}}
                    """)
    void respond_error_hasDataInEachVariant(GreenVariants.ErrorData variant, String expected) {
        green.variants(green.variants().withErrorData(variant));

        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_PERSON, MISSING)).isEqualTo(expected);
    }

    @Test
    void respond_capitalisedKeys_areUsedInTheOuterObject() {
        green.variants(green.variants().withKeys(GreenVariants.Keys.CAPITALISED));

        assertThat(bodyWithoutRequestId(GreenOperation.DELETE_PERSON, "{\"personId\":\"p1\"}"))
                .isEqualTo(
                        "{\"Code\":200,\"Msg\":\"OK\",\"Data\":{\"code\":200,\"personId\":\"p1\",\"deleteCount\":1}}");
    }

    @ParameterizedTest
    @EnumSource(GreenVariants.FaceIdType.class)
    void faceIds_inEachType_keepEveryDigit(GreenVariants.FaceIdType type) {
        green.variants(green.variants().withFaceIds(type));
        boolean all = type == GreenVariants.FaceIdType.ALL_NUMBERS;
        boolean none = type == GreenVariants.FaceIdType.ALL_TEXT;

        assertThat(bodyWithoutRequestId(GreenOperation.GET_PERSON, "{\"personId\":\"p1\"}"))
                .contains("\"faceIds\":[" + (all ? BIG : "\"" + BIG + "\"") + ",\"f2\"]");
        assertThat(bodyWithoutRequestId(GreenOperation.GET_FACES, "{\"personId\":\"p1\"}"))
                .contains("\"faceId\":" + (none ? "\"" + BIG + "\"" : BIG))
                .contains("\"faceId\":\"f2\"");
        assertThat(bodyWithoutRequestId(
                        GreenOperation.DELETE_FACES, "{\"personId\":\"p1\",\"faceIds\":[\"" + BIG + "\"]}"))
                .contains("\"faceIds\":[" + (all ? BIG : "\"" + BIG + "\"") + "]");
    }

    @Test
    void getPerson_present_hasAllFields() {
        assertThat(bodyWithoutRequestId(GreenOperation.GET_PERSON, "{\"personId\":\"p1\"}"))
                .isEqualTo(ok("\"personId\":\"p1\",\"name\":\"Tom\",\"groupIds\":[\"g1\"],\"faceIds\":[\"" + BIG
                        + "\",\"f2\"],\"note\":\"x\""));
    }

    @Test
    void serverErrors_inBodyCodes_haveTheHttpStatusOfTheVariant() {
        green.faults().next(GreenFaults.outer(580)).next(GreenFaults.outer(580));

        assertThat(response(GreenOperation.DELETE_PERSON, MISSING).status()).isEqualTo(200);
        green.variants(green.variants().withServerErrorStatus(GreenVariants.ServerErrorStatus.SAME_AS_CODE));
        assertThat(response(GreenOperation.DELETE_PERSON, MISSING).status()).isEqualTo(580);
    }

    @ParameterizedTest
    @CsvSource({
        "GATEWAY_400, 400, Throttling.User",
        "GATEWAY_429, 429, Throttling.User",
        "GATEWAY_503, 503, Throttling.User",
        "BODY_588, 200, 588"
    })
    void throttling_inEachVariant_isReported(GreenVariants.Throttling variant, int status, String code) {
        green.variants(green.variants().withThrottling(variant));
        green.faults().next(Fault.throttle());

        EmulatorResponse response = response(GreenOperation.DELETE_PERSON, "{\"personId\":\"p1\"}");

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.bodyText()).contains(code);
        assertThat(green.library().size()).isEqualTo(1);
    }

    @Test
    void addPerson_validAndInvalidArguments_followTheDocumentedRules() {
        assertThat(bodyWithoutRequestId(
                        GreenOperation.ADD_PERSON, "{\"personId\":\"a_B-9\",\"groupIds\":[\"g2\"],\"note\":\"n\"}"))
                .isEqualTo(ok("\"personId\":\"a_B-9\",\"groupIds\":[\"g2\"]"));
        assertThat(bodyWithoutRequestId(GreenOperation.ADD_PERSON, "{\"personId\":\"a_B-9\",\"groupIds\":[\"g2\"]}"))
                .contains("\"code\":400", "The person is exist!");
        for (String bad : new String[] {"x".repeat(33), "a b", "\\u5f20"}) {
            assertThat(bodyWithoutRequestId(
                            GreenOperation.ADD_PERSON, "{\"personId\":\"" + bad + "\",\"groupIds\":[\"g2\"]}"))
                    .contains("BAD_REQUEST");
        }
        assertThat(bodyWithoutRequestId(GreenOperation.ADD_PERSON, "{\"personId\":\"b\"}"))
                .contains("BAD_REQUEST");
        assertThat(green.library().person("a_B-9").orElseThrow())
                .isEqualTo(new StoredPerson("a_B-9", List.of(), "", "n", List.of("g2")));
    }

    @Test
    void addFaces_manyUrls_stopAtTwentyFaces() {
        String urls = "\"https://e.org/f\"" + ",\"https://e.org/a\",\"ftp://e.org/b\"";
        assertThat(bodyWithoutRequestId(GreenOperation.ADD_FACES, "{\"personId\":\"p1\",\"urls\":[" + urls + "]}"))
                .contains("\"success\":true,\"faceId\":", "\"success\":false,\"errorMsg\":");
        StringBuilder many = new StringBuilder("\"https://e.org/0\"");
        for (int i = 1; i < 30; i++) {
            many.append(",\"https://e.org/").append(i).append('"');
        }
        bodyWithoutRequestId(GreenOperation.ADD_FACES, "{\"personId\":\"p1\",\"urls\":[" + many + "]}");

        assertThat(green.library().person("p1").orElseThrow().faceIds()).hasSize(20);
        assertThat(bodyWithoutRequestId(
                        GreenOperation.ADD_FACES, "{\"personId\":\"missing\",\"urls\":[\"https://e.org\"]}"))
                .contains(TEXT);
    }

    @Test
    void getFaces_someUnknown_areMarked() {
        assertThat(bodyWithoutRequestId(GreenOperation.GET_FACES, "{\"personId\":\"p1\",\"faceIds\":[\"nope\"]}"))
                .isEqualTo(ok("\"faceImageItems\":[{\"success\":false,\"faceId\":\"nope\"}]"));
        assertThat(bodyWithoutRequestId(GreenOperation.GET_FACES, "{\"personId\":\"p1\",\"faceIds\":[]}"))
                .contains("BAD_REQUEST");
    }

    @Test
    void getPersons_pages_haveTheRequestedSize() {
        for (int i = 2; i <= 5; i++) {
            bodyWithoutRequestId(GreenOperation.ADD_PERSON, "{\"personId\":\"p" + i + "\",\"groupIds\":[\"g1\"]}");
        }

        assertThat(bodyWithoutRequestId(
                        GreenOperation.GET_PERSONS, "{\"groupId\":\"g1\",\"currentPage\":2,\"pageSize\":2}"))
                .isEqualTo(ok("\"personIds\":[\"p3\",\"p4\"],\"currentPage\":2,\"pageSize\":2,\"totalCount\":5"));
        assertThat(bodyWithoutRequestId(GreenOperation.GET_PERSONS, "{\"groupId\":\"g1\"}"))
                .contains("\"currentPage\":1,\"pageSize\":20,\"totalCount\":5");
        for (String bad :
                new String[] {"\"pageSize\":101", "\"pageSize\":0", "\"currentPage\":-1", "\"pageSize\":\"x\""}) {
            assertThat(bodyWithoutRequestId(GreenOperation.GET_PERSONS, "{\"groupId\":\"g1\"," + bad + "}"))
                    .contains("BAD_REQUEST");
        }
    }

    @Test
    void groups_ofAPerson_areAddedAndRemoved() {
        assertThat(bodyWithoutRequestId(
                        GreenOperation.ADD_GROUPS, "{\"personId\":\"p1\",\"groupIds\":[\"g2\",\"g3\"]}"))
                .isEqualTo(ok("\"personId\":\"p1\",\"groupIds\":[\"g1\",\"g2\",\"g3\"]"));
        assertThat(bodyWithoutRequestId(
                        GreenOperation.DELETE_GROUPS, "{\"personId\":\"p1\",\"groupIds\":[\"g1\",\"g9\"]}"))
                .isEqualTo(ok("\"personId\":\"p1\",\"groupIds\":[\"g2\",\"g3\"]"));
        assertThat(bodyWithoutRequestId(GreenOperation.GET_GROUPS, "{}")).isEqualTo(ok("\"groupIds\":[\"g2\",\"g3\"]"));
        assertThat(green.library().person("p1").orElseThrow().faceIds()).hasSize(2);
    }

    @Test
    void setPerson_oneField_keepsTheOther() {
        assertThat(bodyWithoutRequestId(GreenOperation.SET_PERSON, "{\"personId\":\"p1\",\"note\":\"new\"}"))
                .isEqualTo(ok("\"personId\":\"p1\""));
        assertThat(green.library().person("p1").orElseThrow())
                .extracting(StoredPerson::name, StoredPerson::note)
                .containsExactly("Tom", "new");
        for (GreenOperation operation :
                new GreenOperation[] {GreenOperation.SET_PERSON, GreenOperation.ADD_GROUPS, GreenOperation.DELETE_GROUPS
                }) {
            assertThat(bodyWithoutRequestId(operation, "{\"personId\":\"missing\",\"groupIds\":[\"g\"]}"))
                    .contains(TEXT);
        }
    }

    @Test
    void respond_seededRandomness_givesRepeatableRequestIds() {
        assertThat(requestId(5))
                .isEqualTo(requestId(5))
                .isNotEqualTo(requestId(6))
                .matches("[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}");
    }

    private static String requestId(long seed) {
        GreenEmulator seeded = GreenEmulator.builder()
                .key(GreenRequests.ID, GreenRequests.SECRET)
                .clock(new AdjustableClock(NOW))
                .random(new SplittableRandom(seed))
                .build();
        seeded.respond(GreenRequests.deletePerson(NOW, "p"));
        return seeded.calls().latest().get(0).requestId();
    }

    @Test
    void variants_eachWithMethod_changesOneValue() {
        GreenVariants all = GreenVariants.defaults()
                .withMissingOnDeletePerson(GreenVariants.MissingPerson.INNER_404)
                .withLastFace(GreenVariants.LastFace.REJECTED);

        assertThat(all.missingOnDeletePerson()).isEqualTo(GreenVariants.MissingPerson.INNER_404);
        assertThat(all.lastFace()).isEqualTo(GreenVariants.LastFace.REJECTED);
        assertThat(all.withMissingOnDeletePerson(GreenVariants.MissingPerson.OUTER_400_TEXT)
                        .withLastFace(GreenVariants.LastFace.KEEPS_PERSON))
                .isEqualTo(GreenVariants.defaults());
        assertThat(Map.of(GreenVariants.defaults(), 1)).containsKey(GreenVariants.defaults());
    }
}
