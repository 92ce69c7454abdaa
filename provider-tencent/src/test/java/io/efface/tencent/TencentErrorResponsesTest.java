package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceOutcome;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the error of each response that reports an error or that is malformed. */
class TencentErrorResponsesTest extends TencentResponsesFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"SucDeletedNum\":[]",
                "\"SucFaceIds\":{}",
                "\"SucFaceIds\":\"2875186538564559728\"",
                "\"SucFaceIds\":[[\"2875186538564559728\"]]",
                "\"SucFaceIds\":[true]"
            })
    void deleteFaces_fieldsOfAnotherType_areMalformedAndOfUnknownEffect(String fields) {
        server.respondWith(ok(fields));

        FaceException e = failure(() -> repository.deleteFaces(ALICE, faces(F1, F2)));

        assertThat(e.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(e.requestId()).contains(REQUEST);
        assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN)).containsExactly(F1, F2);
    }

    @Test
    void deleteFaces_lastFaceRejected_isFailedPreconditionOfUnknownEffect() {
        server.respondWith(error("InvalidParameterValue.DeleteFaceNumExceed"));

        FaceException e = failure(() -> repository.deleteFaces(ALICE, faces(F1)));

        assertThat(e.kind()).isEqualTo(ErrorKind.FAILED_PRECONDITION);
        assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(e.advice()).isEqualTo(RetryAdvice.NEVER);
        assertThat(e.origin()).isEqualTo(Origin.VENDOR);
        assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN)).containsExactly(F1);
        assertThat(e.getMessage())
                .isEqualTo("deleteFaces: FAILED_PRECONDITION (tencent InvalidParameterValue.DeleteFaceNumExceed, HTTP"
                        + " 200, requestId " + REQUEST + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"PersonName\":\"A\"",
                "\"FaceIds\":null",
                "\"FaceIds\":\"1\"",
                "\"FaceIds\":[null]",
                "\"FaceIds\":[\" \"]",
                "\"FaceIds\":[[]]"
            })
    void findPerson_withoutAReadableList_isMalformedAndNotAbsent(String fields) {
        server.respondWith(ok(fields));

        FaceException e = failure(() -> repository.findPerson(ALICE));

        assertThat(e.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(e.effect()).isEqualTo(Effect.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "7",
                "\"x\"",
                "<html>502</html>",
                "{\"Response\":null}",
                "{\"Response\":[]}",
                "{\"Response\":\"x\"}",
                "{\"Response\":{}}",
                "{\"Response\":{\"RequestId\":\"\"}}",
                "{\"Response\":{\"RequestId\":{}}}",
                "{\"Response\":{\"Error\":{},\"RequestId\":\"r\"}}",
                "{\"Response\":{\"Error\":[],\"RequestId\":\"r\"}}",
                "{\"Response\":{\"Error\":\"x\",\"RequestId\":\"r\"}}",
                "{\"Response\":{\"Error\":{\"Code\":null},\"RequestId\":\"r\"}}",
                "{\"Response\":{\"Error\":{\"Code\":\"\"},\"RequestId\":\"r\"}}",
                "{\"Response\":{\"Error\":{\"Code\":{}},\"RequestId\":\"r\"}}",
                "{\"response\":{\"RequestId\":\"r\"}}",
                "{\"Response\":{\"RequestId\":\"r\"",
                "{\"Response\":{\"RequestId\":\"r\"}}}"
            })
    void anyOperation_responseWithoutTheVendorsEnvelope_isMalformed(String body) {
        server.respondWith(body);

        FaceException deleting = failure(() -> repository.deletePerson(ALICE));
        assertThat(deleting.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(deleting.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(failure(() -> repository.deleteFaces(ALICE, faces(F1))).facesSoFar())
                .isPresent();
        assertThat(failure(() -> repository.findPerson(ALICE)).kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
    }

    @Test
    void deletePerson_deeplyNestedResponse_isMalformed() {
        server.respondWith(
                "{\"Response\":{\"RequestId\":\"r\",\"x\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}}");

        assertThat(failure(() -> repository.deletePerson(ALICE)).kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void deletePerson_successBodyWithErrorStatus_isAnError(int status) {
        server.respondWith(status, ok(""), Map.of());

        FaceException e = failure(() -> repository.deletePerson(ALICE));

        assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(server.received).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 403, 429, 500, 503})
    void deletePerson_vendorsErrorWithAnyStatus_isClassifiedByItsCode(int status) {
        server.respondWith(status, error("FailedOperation.RequestLimitExceeded"), Map.of("Retry-After", "2"));

        FaceException e = failure(() -> repository.deletePerson(ALICE));

        assertThat(e.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(e.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(e.retryAfter()).hasValueSatisfying(wait -> assertThat(wait).hasSeconds(2));
        assertThat(e.httpStatus()).hasValue(status);
        assertThat(e.vendorCode()).contains("FailedOperation.RequestLimitExceeded");
        assertThat(e.classification()).isEqualTo(Classification.CODE);
        assertThat(e.attempts()).isEqualTo(1);
    }

    @Test
    void deleteFaces_errorAndSuccessFields_isAnError() {
        server.respondWith(
                ok("\"SucDeletedNum\":[],\"SucFaceIds\":7,\"Error\":{\"Code\":\"ResourceUnavailable.InArrears\"}"));

        assertThat(failure(() -> repository.deleteFaces(ALICE, faces(F1))).kind())
                .isEqualTo(ErrorKind.ACCOUNT_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "RequestLimitExceeded.New,RATE_LIMITED,NONE,BACKOFF,CODE_PREFIX",
        "InvalidParameterValue.New,UNKNOWN,UNKNOWN,NEVER,CODE",
        "ResourceUnavailable.New,UNKNOWN,UNKNOWN,NEVER,CODE",
        "InternalError,INTERNAL,UNKNOWN,BACKOFF,CODE",
        "FailedOperation.ConflictOperation,CONFLICT,NONE,BACKOFF,CODE"
    })
    void deletePerson_code_decidesKindEffectAndAdvice(
            String code, ErrorKind kind, Effect effect, RetryAdvice advice, Classification classification) {
        server.respondWith(error(code));

        FaceException e = failure(() -> repository.deletePerson(ALICE));

        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e.effect()).isEqualTo(effect);
        assertThat(e.advice()).isEqualTo(advice);
        assertThat(e.classification()).isEqualTo(classification);
    }

    @Test
    void anyOperation_requestIdOrCodeThatIsAnId_isNotShown() {
        server.respondWith("{\"Response\":{\"RequestId\":\"alice\"}}");
        assertThat(repository.deletePerson(ALICE).trace().requestIds()).isEmpty();

        server.respondWith("{\"Response\":{\"RequestId\":\"" + F1.value() + "\",\"Error\":{\"Code\":\"alice\"}}}");
        FaceException e = failure(() -> repository.deleteFaces(ALICE, faces(F1)));
        assertThat(e.requestId()).isEmpty();
        assertThat(e.vendorCode()).isEmpty();
    }

    @Test
    void anyOperation_requestIdOrUnlistedCodeThatContainsAnId_isNotShown() {
        server.respondWith("{\"Response\":{\"RequestId\":\"req-alice-1\"}}");
        assertThat(repository.deletePerson(ALICE).trace().requestIds()).isEmpty();

        server.respondWith(error("FailedOperation.alice-is-locked"));
        assertThat(failure(() -> repository.deletePerson(ALICE)).vendorCode()).isEmpty();

        PersonId namedLikeACode = PersonId.of("InternalError");
        server.respondWith(error("InternalError"));
        FaceException e = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(namedLikeACode));
        assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL);
        assertThat(e.vendorCode()).isEmpty();
        assertThat(e.requestId()).contains(REQUEST);
    }
}
