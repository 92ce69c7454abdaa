package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallOptions;
import io.efface.Classification;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.spi.OpenContext;
import io.efface.testkit.TestAccount;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the result or the error of each form of response. */
class TencentResponsesTest {
    private static final PersonId ALICE = PersonId.of("alice");
    private static final FaceId F1 = FaceId.of("2875186538564559728");
    private static final FaceId F2 = FaceId.of("2873640802022644880");
    private static final String REQUEST = "4b609b7c-7a9a-4ea0-be8b-1fb638c2ceca";

    private final CannedServer server = new CannedServer();
    private TestAccount repository;

    @BeforeEach
    void open() {
        TencentConfig config = TencentConfig.builder()
                .credentials(TencentCredentials.of("AKIDexample", "key"))
                .endpoint(server.endpoint())
                .build();
        repository = TestAccount.open(config, OpenContext.of("acc", Clock.systemUTC(), new Random(1), Map.of()));
    }

    @AfterEach
    void close() {
        repository.close();
        server.close();
    }

    private static String ok(String fields) {
        return "{\"Response\":{" + fields + (fields.isEmpty() ? "" : ",") + "\"RequestId\":\"" + REQUEST + "\"}}";
    }

    private static String error(String code) {
        return ok("\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"alice and 2875186538564559728 are at fault\"}");
    }

    private static Set<FaceId> faces(FaceId... faces) {
        return new LinkedHashSet<>(Arrays.asList(faces));
    }

    private FaceException failure(ThrowingCallable call) {
        FaceException e = catchThrowableOfType(FaceException.class, call);
        assertThat(e).isNotNull();
        for (Throwable each = e; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain("alice").doesNotContain(F1.value());
        }
        assertThat(e.provider()).contains("tencent");
        assertThat(e.account()).contains("acc");
        return e;
    }

    @Test
    void deletePerson_bareRequestId_isDeletedAndAccepted() {
        server.respondWith(ok(""));

        DeletePersonResult result = repository.deletePerson(ALICE);

        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.evidence()).isEqualTo(Evidence.ACCEPTED);
        assertThat(result.trace().requestIds()).containsExactly(REQUEST);
        assertThat(result.trace().attempts()).isEqualTo(1);
        assertThat(server.received).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidParameterValue.PersonIdNotExist", "ResourceNotFound.ErrorPersonNotExisted"})
    void anyOperation_missingPerson_isAResultAndNoError(String code) {
        server.respondWith(error(code));

        DeletePersonResult deleted = repository.deletePerson(ALICE);
        assertThat(deleted.outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        assertThat(deleted.evidence()).isEqualTo(Evidence.CONFIRMED);
        assertThat(deleted.trace().requestIds()).containsExactly(REQUEST);

        DeleteFacesResult faces = repository.deleteFaces(ALICE, faces(F1, F2));
        assertThat(faces.faces())
                .containsOnlyKeys(F1, F2)
                .allSatisfy(
                        (face, result) -> assertThat(result).isEqualTo(FaceResult.alreadyAbsent(Evidence.CONFIRMED)));

        assertThat(repository.findPerson(ALICE).person()).isEmpty();
    }

    @Test
    void deleteFaces_listedFaces_areDeletedAndTheOthersUnconfirmed() {
        server.respondWith(ok("\"SucDeletedNum\":1,\"SucFaceIds\":[\"2873640802022644880\",\"999\",null]"));

        DeleteFacesResult result = repository.deleteFaces(ALICE, faces(F1, F2));

        assertThat(result.faces().get(F2)).isEqualTo(FaceResult.deleted(Evidence.CONFIRMED));
        assertThat(result.faces().get(F1)).isEqualTo(FaceResult.unconfirmed());
        assertThat(result.faces()).hasSize(2);
    }

    @Test
    void deleteFaces_idsAsNumbers_keepEveryDigit() {
        server.respondWith(ok("\"SucDeletedNum\":\"2\",\"SucFaceIds\":[2875186538564559728,98765432109876543210987]"));

        DeleteFacesResult result = repository.deleteFaces(ALICE, faces(F1, FaceId.of("98765432109876543210987"), F2));

        assertThat(result.facesWith(FaceOutcome.DELETED)).containsExactly(F1, FaceId.of("98765432109876543210987"));
        assertThat(result.facesWith(FaceOutcome.UNCONFIRMED)).containsExactly(F2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"SucDeletedNum\":0,\"SucFaceIds\":[]",
                "\"SucFaceIds\":[]",
                "\"SucDeletedNum\":0,\"SucFaceIds\":null",
                "\"SucDeletedNum\":0"
            })
    void deleteFaces_nothingDeleted_isUnconfirmedAndNotPossiblyDeleted(String fields) {
        server.respondWith(ok(fields));

        DeleteFacesResult result = repository.deleteFaces(ALICE, faces(F1, F2));

        assertThat(result.faces().values()).containsOnly(FaceResult.unconfirmed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"SucDeletedNum\":1",
                "\"SucDeletedNum\":2,\"SucFaceIds\":[]",
                "\"SucDeletedNum\":1,\"SucFaceIds\":[\"999\"]",
                "\"SucDeletedNum\":null",
                ""
            })
    void deleteFaces_responseWithoutTheDeletedFaces_isUnconfirmedAndPossiblyDeleted(String fields) {
        server.respondWith(ok(fields));

        DeleteFacesResult result = repository.deleteFaces(ALICE, faces(F1, F2));

        assertThat(result.faces().values()).containsOnly(FaceResult.possiblyDeleted());
    }

    @Test
    void deleteFaces_fullCountWithoutList_isDeleted() {
        server.respondWith(ok("\"SucDeletedNum\":2"));

        assertThat(repository.deleteFaces(ALICE, faces(F1, F2)).faces().values())
                .containsOnly(FaceResult.deleted(Evidence.CONFIRMED));
    }

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
                .isEqualTo(
                        "deleteFaces: FAILED_PRECONDITION (tencent InvalidParameterValue.DeleteFaceNumExceed, HTTP 200, "
                                + "requestId " + REQUEST + ")");
    }

    @Test
    void findPerson_faces_areListedInTheVendorsOrder() {
        server.respondWith(
                ok("\"PersonName\":\"A\",\"Gender\":1,\"FaceIds\":[\"2873640802022644880\",2875186538564559728]"));

        assertThat(repository.findPerson(ALICE).person().orElseThrow().faces()).containsExactly(F2, F1);
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

    @Test
    void deleteFaces_noneOrTooManyOrNull_sendsNothing() {
        Set<FaceId> six =
                Set.of("1", "2", "3", "4", "5", "6").stream().map(FaceId::of).collect(Collectors.toSet());

        assertThatThrownBy(() -> repository.deleteFaces(ALICE, Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> repository.deleteFaces(ALICE, six)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> repository.deleteFaces(ALICE, faces(F1, null)))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.deleteFaces(null, faces(F1))).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.deletePerson(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.deletePerson(ALICE, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.findPerson(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.findPerson(ALICE, null)).isInstanceOf(NullPointerException.class);
        assertThat(server.received).isEmpty();
    }

    @Test
    void anyOperation_closed_isUnavailableAndSendsNothing() {
        repository.close();
        repository.close();

        FaceException e = failure(() -> repository.deletePerson(ALICE, CallOptions.defaults()));

        assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(e.origin()).isEqualTo(Origin.LOCAL);
        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(e.operation()).isEqualTo(Operation.DELETE_PERSON);
        assertThat(repository.capabilities().facesPerCall()).isEqualTo(5);
        assertThat(server.received).isEmpty();
    }

    @Test
    void unwrap_theRepositoryItself_isFound() {
        assertThat(repository.unwrap(TencentFaceRepository.class)).isPresent();
        assertThat(repository.unwrap(String.class)).isEqualTo(Optional.empty());
    }
}
