package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Classification;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how responses are read: the codes of both levels, missing fields and contradictions. */
class GreenResponseTest extends GreenResponseFixture {
    private DeletePersonResult deletePerson(String body) {
        green.respondWith(body);
        return repository.deletePerson(ALICE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"personId\":\"alice-0001\",\"deleteCount\":1 | DELETED | CONFIRMED",
                "\"personId\":\"alice-0001\" | DELETED | CONFIRMED",
                "\"deleteCount\":1 | DELETED | CONFIRMED",
                "\"deleteCount\":\"1\" | DELETED | CONFIRMED",
                "`` | DELETED | ACCEPTED",
                "\"personId\":null,\"deleteCount\":null | DELETED | ACCEPTED",
                "\"personId\":\"alice-0001\",\"deleteCount\":0 | ALREADY_ABSENT | CONFIRMED",
                "\"deleteCount\":0 | ALREADY_ABSENT | CONFIRMED",
                "\"DELETECOUNT\":0,\"PersonID\":\"alice-0001\" | ALREADY_ABSENT | CONFIRMED",
            })
    void deletePerson_bothCodes200_dependsOnIdAndCountInTheResponse(
            String fields, PersonOutcome outcome, Evidence evidence) {
        DeletePersonResult result = deletePerson(done(fields == null ? "" : fields));

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.evidence()).isEqualTo(evidence);
        assertThat(result.person()).isEqualTo(ALICE);
        assertThat(result.maybeByEarlierAttempt()).isFalse();
        assertThat(result.trace().attempts()).isOne();
        assertThat(result.trace().requestIds()).containsExactly(CannedGreen.REQUEST_ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Code\":200,\"Msg\":\"OK\",\"RequestId\":\"r\",\"Data\":{\"Code\":200,\"PersonId\":\"alice-0001\"}}",
                "{\"code\":\"200\",\"data\":{\"code\":\"200\",\"personId\":\"alice-0001\"}}",
                "{\"data\":[{\"code\":200,\"personId\":\"alice-0001\"}],\"code\":200}",
                "\uFEFF {\"code\":200.0,\"extra\":[[{}]],\"data\":{\"code\":2e2,\"personId\":\"alice-0001\",\"more\":{}}}\n",
            })
    void deletePerson_unusualSpellings_areRead(String body) {
        DeletePersonResult result = deletePerson(body);

        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.evidence()).isEqualTo(Evidence.CONFIRMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":500,\"msg\":\"bean not found\"}",
                "{\"code\":500,\"msg\":\"face library not found for person\"}",
                "{\"code\":500,\"msg\":\"person service node not found\"}",
                "{\"code\":404,\"msg\":\"NOT_FOUND\"}",
                "{\"code\":400,\"msg\":\"resource does not exist\"}",
                "{\"code\":200,\"data\":{\"code\":500,\"msg\":\"server does not exist\"}}",
                "{\"code\":200,\"data\":{\"code\":200,\"deleteCount\":5}}",
            })
    void deletePerson_textAboutAnotherMissingObject_isNotAbsent(String body) {
        assertThatThrownBy(() -> deletePerson(body)).isInstanceOf(FaceException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_4711", "node-17", "ikbVfvPLXkoNoDED", "face-0815"})
    void deletePerson_absenceTextWithAnyId_isAbsent(String id) {
        green.respondWith("{\"code\":400,\"msg\":\"The person " + id + " is not exist!\"}");

        assertThat(repository.deletePerson(PersonId.of(id)).outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":400,\"msg\":\"The person is not exist!\"}",
                "{\"code\":400,\"msg\":\"The person is not exist!\",\"data\":{}}",
                "{\"Code\":400,\"Msg\":\"THE PERSON DOES NOT EXIST\",\"Data\":null}",
                "{\"code\":404,\"msg\":\"person not found\",\"data\":[]}",
                "{\"code\":500,\"msg\":\"The person is not exist!\",\"data\":\"\"}",
                "{\"code\":400,\"msg\":\"personId doesn't exist\",\"data\":0}",
                "{\"code\":400,\"msg\":\"该人员不存在\"}",
                "{\"code\":477,\"msg\":\"The person is not exist!\"}",
                "{\"code\":200,\"msg\":\"OK\",\"data\":{\"code\":404,\"personId\":\"alice-0001\"}}",
                "{\"code\":200,\"msg\":\"OK\",\"data\":{\"code\":400}}",
                "{\"code\":200,\"data\":{\"code\":404,\"msg\":\"NOT_FOUND\"}}",
                "{\"code\":200,\"data\":{\"code\":1404,\"msg\":\"the person is not exist\"}}",
                "{\"code\":200,\"msg\":\"OK\",\"data\":{\"code\":500,\"errorMsg\":\"The person is not exist!\"}}",
            })
    void anyOperation_anyTextOrCodeForAMissingPerson_isAbsentByInference(String body) {
        DeletePersonResult result = deletePerson(body);

        assertThat(result.outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        assertThat(result.evidence()).isEqualTo(Evidence.INFERRED);

        green.respondWith(body);
        assertThat(repository.findPerson(ALICE).person()).isEmpty();

        DeleteFacesResult faces = deleteFaces(body, "1", "2");
        assertThat(faces.faces().values()).containsOnly(FaceResult.alreadyAbsent(Evidence.INFERRED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"code\":400,\"msg\":\"BAD_REQUEST\"} | INVALID_ARGUMENT | NONE | NEVER | 400",
                "{\"code\":400,\"msg\":\"parameter personId does not exist\"} | INVALID_ARGUMENT | NONE | NEVER | 400",
                "{\"code\":400,\"msg\":\"group not found\"} | INVALID_ARGUMENT | NONE | NEVER | 400",
                "{\"code\":404,\"msg\":\"\"} | NOT_FOUND | NONE | NEVER | 404",
                "{\"code\":500,\"msg\":\"GENERAL_ERROR\"} | INTERNAL | UNKNOWN | BACKOFF | 500",
                "{\"code\":588,\"msg\":\"EXCEED_QUOTA\",\"data\":null} | RATE_LIMITED | NONE | BACKOFF | 588",
                "{\"code\":588,\"msg\":\"The person is not exist!\"} | RATE_LIMITED | NONE | BACKOFF | 588",
                "{\"code\":596,\"msg\":\"PERMISSION_DENY\"} | ACCOUNT_UNAVAILABLE | NONE | NEVER | 596",
                "{\"code\":401,\"msg\":\"You have not opened Yundun Content Moderation Service\"} | ACCOUNT_UNAVAILABLE | NONE | NEVER | 401",
                "{\"code\":583,\"msg\":\"x\"} | UNKNOWN | UNKNOWN | NEVER | 583",
                "{\"code\":200,\"msg\":\"OK\",\"data\":{\"code\":500}} | INTERNAL | UNKNOWN | BACKOFF | 500",
                "{\"code\":200,\"msg\":\"OK\",\"data\":{\"code\":588}} | RATE_LIMITED | NONE | BACKOFF | 588",
                "{\"code\":200,\"msg\":\"OK\",\"data\":{\"code\":596}} | ACCOUNT_UNAVAILABLE | NONE | NEVER | 596",
                "{\"code\":200,\"msg\":\"OK\",\"data\":{\"code\":400,\"msg\":\"BAD_REQUEST\"}} | INVALID_ARGUMENT | NONE | NEVER | 400",
                "{\"code\":200,\"msg\":\"OK\",\"data\":{\"code\":777}} | UNKNOWN | UNKNOWN | NEVER | 777",
            })
    void deletePerson_serviceCode_isTheErrorFromTheTable(
            String body, ErrorKind kind, Effect effect, RetryAdvice advice, String code) {
        FaceException failure = deletePersonFails(200, body);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.effect()).isEqualTo(effect);
        assertThat(failure.advice()).isEqualTo(advice);
        assertThat(failure.vendorCode()).contains(code);
        assertThat(failure.origin()).isEqualTo(Origin.VENDOR);
        assertThat(failure.provider()).contains("aliyun");
        assertThat(failure.account()).contains("cn-main");
        assertThat(failure.attempts()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "400, Throttling.User, RATE_LIMITED, NONE, BACKOFF, CODE",
        "503, Throttling.Api, RATE_LIMITED, NONE, BACKOFF, CODE",
        "400, Throttling.Strange, RATE_LIMITED, NONE, BACKOFF, CODE_PREFIX",
        "404, InvalidAccessKeyId.NotFound, UNAUTHENTICATED, NONE, NEVER, CODE",
        "400, SignatureDoesNotMatch, UNAUTHENTICATED, NONE, NEVER, CODE",
        "400, SignatureNonceUsed, CONFLICT, UNKNOWN, BACKOFF, CODE",
        "403, Forbidden.RAM, PERMISSION_DENIED, NONE, NEVER, CODE",
        "500, InternalError, INTERNAL, UNKNOWN, BACKOFF, CODE",
        "503, ServiceUnavailable, UNAVAILABLE, UNKNOWN, BACKOFF, CODE",
        "400, NeverSeen.Code, UNKNOWN, UNKNOWN, NEVER, CODE",
        "200, InsufficientBalance, ACCOUNT_UNAVAILABLE, NONE, NEVER, CODE",
    })
    void deletePerson_gatewayCode_hasPrecedenceOverTheStatus(
            int status, String code, ErrorKind kind, Effect effect, RetryAdvice advice, Classification by) {
        String body = "{\"RequestId\":\"" + CannedGreen.REQUEST_ID + "\",\"HostId\":\"green\",\"Code\":\"" + code
                + "\",\"Message\":\"The person is not exist!\",\"Recommend\":\"https://x\"}";
        FaceException failure = deletePersonFails(status, body);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.effect()).isEqualTo(effect);
        assertThat(failure.advice()).isEqualTo(advice);
        assertThat(failure.classification()).isEqualTo(by);
        assertThat(failure.vendorCode()).contains(code);
        assertThat(failure.requestId()).contains(CannedGreen.REQUEST_ID);
        assertThat(failure.httpStatus()).hasValue(status);
        assertThat(failure.getMessage())
                .isEqualTo("deletePerson: " + kind + " (aliyun " + code + ", HTTP " + status + ", requestId "
                        + CannedGreen.REQUEST_ID + ")"
                        + (kind == ErrorKind.UNKNOWN ? ": the provider does not know the vendor's code" : ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":200,\"msg\":\"OK\"}",
                "{\"code\":200,\"data\":null}",
                "{\"code\":200,\"data\":\"\"}",
                "{\"code\":200,\"data\":200}",
                "{\"code\":200,\"data\":[]}",
                "{\"code\":200,\"data\":{}}",
                "{\"code\":200,\"data\":[{\"code\":200},{\"code\":200}]}",
                "{\"code\":200,\"data\":{\"code\":null}}",
                "{\"code\":200,\"data\":{\"code\":[200]}}",
                "{\"code\":200,\"data\":{\"code\":200,\"CODE\":404}}",
                "{\"RequestId\":\"36D384DA-8023-4E84-BCFD-0C5581352C16\"}",
                "{\"code\":{},\"data\":{\"code\":200}}",
                "{\"code\":200,\"code\":400,\"data\":{\"code\":200}}",
                "{\"code\":200,\"data\":{\"code\":200,\"personId\":\"bob\"}}",
                "{\"code\":200,\"data\":{\"code\":200,\"deleteCount\":-1}}",
                "{\"code\":200,\"data\":{\"code\":200,\"deleteCount\":[]}}",
                "{\"code\":200,\"data\":{\"code\":200,\"deleteCount\":\"many\"}}",
                "{}",
                "[]",
                "null",
                "\"ok\"",
                "",
                "{\"code\":200",
                "<html>OK</html>",
                "<Error><Code>Throttling</Code></Error>",
            })
    void anyOperation_unusableResponse_isMalformedAndOfUnknownEffect(String body) {
        FaceException failure = deletePersonFails(200, body);

        assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);

        FaceException ofFaces = deleteFacesFails(body, "1", "2");
        assertThat(ofFaces.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(ofFaces.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN))
                .isEqualTo(faces("1", "2"));

        green.respondWith(body);
        FaceException ofRead = catchThrowableOfType(FaceException.class, () -> repository.findPerson(ALICE));
        assertThat(ofRead.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(ofRead.effect()).isEqualTo(Effect.NONE);
    }

    @Test
    void deletePerson_jsonWithoutCodeAndRequestId_hasOriginNetwork() {
        assertThat(deletePersonFails(200, "{\"blocked\":true}").origin()).isEqualTo(Origin.NETWORK);
        assertThat(deletePersonFails(200, "{" + ID + "}").origin()).isEqualTo(Origin.VENDOR);
    }

    @Test
    void deletePerson_successBodyWithErrorStatus_isAnError() {
        FaceException failure = deletePersonFails(502, done("\"deleteCount\":1"));

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void deletePerson_serviceErrorWithStatus_isClassifiedByItsCode() {
        FaceException failure = deletePersonFails(581, "{\"code\":581,\"msg\":\"TIMEOUT\"}");

        assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(failure.vendorCode()).contains("581");
    }

    @Test
    void deletePerson_retryAfter_isPassedOn() {
        green.respondWith(429, "{\"Code\":\"Throttling.User\"}", Map.of("Retry-After", "7"));

        FaceException failure = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void anyOperation_vendorEchoesIds_showsNone() {
        String body = "{\"requestId\":\"alice-0001\",\"code\":\"alice-0001\",\"msg\":\"alice-0001 said no\"}";
        FaceException failure = deletePersonFails(400, body);
        green.respondWith(400, "{\"requestId\":\"r-" + BIG + "\",\"code\":\"" + BIG + "\"}");
        FaceException ofFaces =
                catchThrowableOfType(FaceException.class, () -> repository.deleteFaces(ALICE, faces(BIG)));

        assertThat(failure.toString() + failure.vendorCode() + failure.requestId())
                .doesNotContain("alice");
        assertThat(ofFaces.toString() + ofFaces.vendorCode() + ofFaces.requestId())
                .doesNotContain(BIG);
        DeletePersonResult result = deletePerson("{\"requestId\":\"alice-0001\",\"code\":200,\"data\":{\"code\":200}}");
        assertThat(result.trace().requestIds()).isEmpty();
    }

    @Test
    void deletePerson_requestIdInHeaderOnly_isRead() {
        green.respondWith(
                200,
                "{\"code\":200,\"data\":{\"code\":200,\"personId\":\"alice-0001\"}}",
                Map.of("x-acs-request-id", CannedGreen.REQUEST_ID));

        assertThat(repository.deletePerson(ALICE).trace().requestIds()).containsExactly(CannedGreen.REQUEST_ID);
    }

    @ParameterizedTest
    @CsvSource({
        "400, Throttling.User, RATE_LIMITED, NONE, BACKOFF",
        "400, SignatureDoesNotMatch, UNAUTHENTICATED, NONE, NEVER",
        "403, ActionUnauthorized, PERMISSION_DENIED, NONE, NEVER",
        "500, InternalError, INTERNAL, UNKNOWN, BACKOFF",
        "400, Whatever.New, UNKNOWN, UNKNOWN, NEVER",
    })
    void deletePerson_gatewayErrorInXml_isClassifiedByItsCode(
            int status, String code, ErrorKind kind, Effect effect, RetryAdvice advice) {
        FaceException failure = deletePersonFails(
                status,
                "<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>" + CannedGreen.REQUEST_ID
                        + "</RequestId><HostId>green.cn-shanghai.aliyuncs.com</HostId><Code>" + code
                        + "</Code><Message>no alice-0001</Message></Error>");

        assertThat(failure)
                .returns(kind, FaceException::kind)
                .returns(effect, FaceException::effect)
                .returns(advice, FaceException::advice)
                .returns(Origin.VENDOR, FaceException::origin)
                .returns(1, FaceException::attempts)
                .hasMessageNotContaining("alice");
        assertThat(failure.vendorCode()).hasValue(code);
        assertThat(failure.requestId()).hasValue(CannedGreen.REQUEST_ID);
    }

    @Test
    void deletePerson_gatewayErrorInXmlWithTheId_doesNotShowIt() {
        FaceException failure = deletePersonFails(
                400, "<Error><RequestId>r-alice-0001</RequestId><Code>No.alice-0001</Code><Message/></Error>");

        assertThat(failure.requestId()).isEmpty();
        assertThat(failure.vendorCode()).isEmpty();
    }

    @Test
    void deletePerson_otherXml_isMalformedWithOriginNetwork() {
        FaceException failure = deletePersonFails(400, "<Fault><Code>Throttling</Code></Fault>");

        assertThat(failure.origin()).isEqualTo(Origin.NETWORK);
        assertThat(failure.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PERMISSION_DENY", "you have not opened Green"})
    void deletePerson_code596_namesThePermission(String text) {
        FaceException failure = deletePersonFails(200, "{\"code\":596,\"msg\":\"" + text + "\"," + ID + "}");

        assertThat(failure.kind()).isEqualTo(ErrorKind.ACCOUNT_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("AliyunYundunGreenWebFullAccess");
    }
}
