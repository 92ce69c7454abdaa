package io.efface.emulator.iai;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.JsonText;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IaiParametersTest {
    private static final String UNUSUAL = "Zoë 😀/'\"<>\\ +";

    private final IaiFixture iai = new IaiFixture();

    IaiParametersTest() {
        iai.people().put("p1", "f1", "f2");
        iai.people().put(UNUSUAL, "g1", "g2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DeletePerson | {} | MissingParameter",
                "DeletePerson | {\"PersonId\":null} | MissingParameter",
                "DeletePerson | {\"PersonId\":\"\"} | MissingParameter.ErrorParameterEmpty",
                "DeletePerson | {\"PersonId\":1} | InvalidParameter",
                "DeletePerson | {\"PersonId\":[\"p1\"]} | InvalidParameter",
                "DeletePerson | {\"personId\":\"p1\"} | MissingParameter",
                "DeletePerson | {\"PersonId\":\"p1\",\"FaceIds\":[\"f1\"]} | UnknownParameter",
                "DeletePerson | [] | InvalidParameter",
                "DeletePerson | {\"PersonId\":\"p1\"}} | InvalidParameter",
                "DeletePerson | {\"PersonId\":\"p1\" | InvalidParameter",
                "DeletePerson | <html> | InvalidParameter",
                "DeleteFace | {\"PersonId\":\"p1\"} | MissingParameter",
                "DeleteFace | {\"PersonId\":\"p1\",\"FaceIds\":[]} | MissingParameter.ErrorParameterEmpty",
                "DeleteFace | {\"PersonId\":\"p1\",\"FaceIds\":\"f1\"} | InvalidParameter",
                "DeleteFace | {\"PersonId\":\"p1\",\"FaceIds\":[2875186538564559728]} | InvalidParameter",
                "DeleteFace | {\"PersonId\":\"p1\",\"FaceIds\":[null]} | InvalidParameter",
                "DeleteFace | {\"PersonId\":\"p1\",\"FaceIds\":{\"0\":\"f1\"}} | InvalidParameter",
                "GetPersonGroupInfo | {\"PersonId\":\"p1\",\"Limit\":\"10\"} | InvalidParameter",
                "GetPersonGroupInfo | {\"PersonId\":\"p1\",\"Limit\":1.5} | InvalidParameter",
                "GetPersonGroupInfo | {\"PersonId\":\"p1\",\"Limit\":1e999999999} | InvalidParameter",
                "GetPersonGroupInfo | {\"PersonId\":\"p1\",\"Offset\":-1} | InvalidParameter",
                "GetPersonGroupInfo | {\"PersonId\":\"p1\",\"Limit\":0} | InvalidParameterValue.LimitExceed",
                "GetPersonGroupInfo | {\"PersonId\":\"p1\",\"Limit\":101} | InvalidParameterValue.LimitExceed",
                "GetPersonGroupInfo | {\"PersonId\":\"p1\",\"Offset\":9} | InvalidParameterValue.OffsetExceed",
                "GetPersonGroupInfo | {\"PersonId\":\"p1\",\"Limit\":100} | OK",
                "DetectFace | {} | InvalidAction",
                "deleteperson | {\"PersonId\":\"p1\"} | InvalidAction"
            })
    void respond_parameters_areCheckedAgainstTheTable(String action, String json, String expected) {
        assertThat(iai.code(action, json)).isEqualTo(expected);
        assertThat(iai.people().size()).isEqualTo(2);
    }

    @Test
    void respond_deeplyNestedBody_isRejected() {
        assertThat(iai.code("DeletePerson", "{\"PersonId\":" + "[".repeat(100_000)))
                .isEqualTo("InvalidParameter");
    }

    static Stream<Arguments> brokenForms() {
        return Stream.of(
                Arguments.of("PersonId=p1&PersonId=p2", "InvalidParameter"),
                Arguments.of("PersonId=%zz", "InvalidParameter"),
                Arguments.of("PersonId=p1&PersonId.0=p2&FaceIds.0=f1", "InvalidParameter"),
                Arguments.of("PersonId=p1&FaceIds.1=f1", "InvalidParameter"),
                Arguments.of("PersonId=p1&FaceIds=f1", "InvalidParameter"),
                Arguments.of("PersonId=p1&FaceIds.0.x=f1", "InvalidParameter"),
                Arguments.of("PersonId=p1", "MissingParameter"),
                Arguments.of("PersonId=p1&FaceIds.0=f1&Extra=1", "UnknownParameter"),
                Arguments.of("PersonId=p1&FaceIds.0=f1", "OK"),
                Arguments.of("Action=Other&PersonId=p1&FaceIds.0=f1&", "OK"));
    }

    @ParameterizedTest
    @MethodSource("brokenForms")
    void respond_tc3Query_isUnflattenedStrictly(String query, String expected) {
        assertThat(IaiFixture.code(iai.emulator.respond(iai.requests.get("DeleteFace", query))))
                .isEqualTo(expected);
    }

    @Test
    void respond_version_mustBeKnown() {
        assertThat(IaiFixture.code(iai.emulator.respond(
                        iai.requests.with("X-TC-Version", "2019-01-01").post("DeletePerson", "{\"PersonId\":\"p1\"}"))))
                .isEqualTo("NoSuchVersion");
        assertThat(IaiFixture.code(iai.emulator.respond(
                        iai.requests.with("X-TC-Version", "").post("DeletePerson", "{\"PersonId\":\"p1\"}"))))
                .isEqualTo("MissingParameter");
        assertThat(IaiFixture.code(iai.emulator.respond(
                        iai.requests.with("X-TC-Version", "2018-03-01").post("DeletePerson", "{\"PersonId\":\"p1\"}"))))
                .isEqualTo("OK");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, UnsupportedProtocol",
        "DELETE, UnsupportedProtocol",
        "HEAD, UnsupportedProtocol",
        "POST, MissingParameter",
        "GET, MissingParameter"
    })
    void respond_emptyRequest_isRejectedByMethod(String method, String expected) {
        EmulatorRequest request = new EmulatorRequest(method, "/", null, EmulatorHeaders.of("Host", "h"), new byte[0]);

        assertThat(IaiFixture.code(iai.emulator.respond(request))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "multipart/form-data; boundary=x, InvalidRequest",
        "text/plain, InvalidParameter",
        "application/x-www-form-urlencoded, InvalidParameter",
        "Application/JSON; Charset=UTF-8, OK"
    })
    void respond_tc3PostContentType_mustBeJson(String type, String expected) {
        EmulatorRequest request =
                iai.requests.with("Content-Type", type).post("GetPersonBaseInfo", "{\"PersonId\":\"p1\"}");

        assertThat(IaiFixture.code(iai.emulator.respond(request))).isEqualTo(expected);
    }

    @Test
    void respond_requestTooBig_isRejected() {
        String id = "x".repeat(1024 * 1024);
        Map<String, String> form = Map.of("PersonId", id);

        assertThat(IaiFixture.code(iai.emulator.respond(iai.requests.v1("POST", "DeletePerson", form))))
                .isEqualTo("RequestSizeLimitExceeded");
        assertThat(IaiFixture.code(iai.emulator.respond(iai.requests.v1("GET", "DeletePerson", form))))
                .isEqualTo("RequestSizeLimitExceeded");
        assertThat(iai.code("DeletePerson", "{\"PersonId\":\"" + id + "\"}"))
                .isEqualTo("InvalidParameterValue.PersonIdTooLong");
        assertThat(iai.code("DeletePerson", "{\"PersonId\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}"))
                .isEqualTo("RequestSizeLimitExceeded");
    }

    @Test
    void respond_idRule_followsTheVariant() {
        String bad = json("no such Zoë");
        IaiFixture strict = new IaiFixture(
                IaiVariants.builder().idRule(IaiVariants.IdRule.STRICT).build());
        strict.people().put(UNUSUAL, "g1");
        IaiFixture off = new IaiFixture(
                IaiVariants.builder().idRule(IaiVariants.IdRule.OFF).build());

        assertThat(iai.code("DeletePerson", bad)).isEqualTo("InvalidParameterValue.PersonIdIllegal");
        assertThat(iai.code("DeletePerson", json("x".repeat(64)))).isEqualTo("InvalidParameterValue.PersonIdNotExist");
        assertThat(iai.code("DeletePerson", json("x".repeat(65)))).isEqualTo("InvalidParameterValue.PersonIdTooLong");
        assertThat(iai.code("DeletePerson", json("ë".repeat(33)))).isEqualTo("InvalidParameterValue.PersonIdTooLong");
        assertThat(iai.code("DeletePerson", json("-%@#&_aZ9"))).isEqualTo("InvalidParameterValue.PersonIdNotExist");
        assertThat(strict.code("DeletePerson", json(UNUSUAL))).isEqualTo("InvalidParameterValue.PersonIdIllegal");
        assertThat(off.code("DeletePerson", bad)).isEqualTo("InvalidParameterValue.PersonIdNotExist");
    }

    @Test
    void respond_storedUnusualId_isDeletedAndThenAbsent() {
        assertThat(iai.code("GetPersonBaseInfo", json(UNUSUAL))).isEqualTo("OK");
        assertThat(iai.code("DeletePerson", json(UNUSUAL))).isEqualTo("OK");
        assertThat(iai.people().person(UNUSUAL)).isEmpty();
        assertThat(iai.code("DeletePerson", json(UNUSUAL))).isEqualTo("InvalidParameterValue.PersonIdNotExist");
    }

    @Test
    void respond_unusualIdInAForm_isTheSameId() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("PersonId", UNUSUAL);

        assertThat(IaiFixture.code(iai.emulator.respond(iai.requests.v1("POST", "DeletePerson", form))))
                .isEqualTo("OK");
        assertThat(iai.people().person(UNUSUAL)).isEmpty();
    }

    private static String json(String personId) {
        return JsonText.write(Map.of("PersonId", personId));
    }

    @ParameterizedTest
    @CsvSource({"en-US, The person does not exist.", "zh-CN, 人员不存在。", "xx, 人员不存在。", "'', 人员不存在。"})
    void respond_language_choosesTheMessage(String language, String expected) {
        EmulatorResponse response = iai.emulator.respond(
                iai.requests.with("X-TC-Language", language).post("DeletePerson", json("missing")));

        assertThat(IaiFixture.message(response)).isEqualTo(expected);
        assertThat(response.body()).contains(expected.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void respond_v1Language_choosesTheMessage() {
        EmulatorResponse response = iai.emulator.respond(
                iai.requests.v1("GET", "DeletePerson", Map.of("PersonId", "missing", "Language", "en-US")));

        assertThat(IaiFixture.message(response)).isEqualTo("The person does not exist.");
    }
}
