package io.efface.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.RetainedReason;
import io.efface.RetryAdvice;
import io.efface.erasure.ErasureException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExitStatusTest {
    @Test
    void codes_ofAll_areTheDocumentedOnes() {
        assertThat(Arrays.stream(ExitStatus.values()).map(status -> status + " " + status.code()))
                .containsExactly(
                        "DONE 0",
                        "OTHER 1",
                        "USAGE 2",
                        "NOT_DELETED 3",
                        "REFUSED 4",
                        "SAFETY_STOP 5",
                        "REPEAT 6",
                        "STILL_PRESENT 7",
                        "WORK_LEFT 8",
                        "HUNG_UP 129",
                        "INTERRUPTED 130",
                        "TERMINATED 143");
    }

    @Test
    void precedence_ofBothKinds_isTheDocumentedOrder() {
        assertThat(ExitPrecedence.CALLS.order().stream().map(ExitStatus::code)).containsExactly(2, 4, 7, 3, 1, 6, 0);
        assertThat(ExitPrecedence.JOBS.order().stream().map(ExitStatus::code))
                .containsExactly(1, 2, 5, 4, 7, 129, 130, 143, 8, 6, 3, 0);
    }

    @ParameterizedTest
    @EnumSource(ExitPrecedence.class)
    void first_ofEveryPair_isSymmetric(ExitPrecedence precedence) {
        List<ExitStatus> order = precedence.order();
        for (int i = 0; i < order.size(); i++) {
            for (int j = i; j < order.size(); j++) {
                assertThat(precedence.first(order.get(i), order.get(j))).isEqualTo(order.get(i));
                assertThat(precedence.first(order.get(j), order.get(i))).isEqualTo(order.get(i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ErasureException.Reason.class)
    void of_erasureFailure_isUsageUnlessTheWorkFailed(ErasureException.Reason reason) {
        boolean brokeOff = Set.of(
                        "LEDGER_FAILED",
                        "LEDGER_UNREADABLE",
                        "ROWS_DIFFER",
                        "EVENT_FORGED",
                        "INTERRUPTED",
                        "TEMPORARY_FILES")
                .contains(reason.name());

        assertThat(ExitStatus.of(new ErasureException(reason, "text")).code()).isEqualTo(brokeOff ? 1 : 2);
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIGURATION, NEVER, LOCAL, 2",
        "INVALID_ARGUMENT, NEVER, LOCAL, 2",
        "INVALID_ARGUMENT, NEVER, VENDOR, 1",
        "UNAUTHENTICATED, NEVER, VENDOR, 4",
        "UNAUTHENTICATED, ONCE, VENDOR, 4",
        "PERMISSION_DENIED, BACKOFF, VENDOR, 4",
        "ACCOUNT_UNAVAILABLE, NEVER, VENDOR, 4",
        "STILL_PRESENT, BACKOFF, VENDOR, 7",
        "FAILED_PRECONDITION, NEVER, VENDOR, 3",
        "RATE_LIMITED, BACKOFF, VENDOR, 6",
        "UNAVAILABLE, BACKOFF, NETWORK, 6",
        "TIMEOUT, BACKOFF, NETWORK, 6",
        "CONFLICT, BACKOFF, VENDOR, 6",
        "INTERNAL, BACKOFF, VENDOR, 6",
        "INTERNAL, NEVER, VENDOR, 1",
        "UNAVAILABLE, NEVER, LOCAL, 1",
        "MALFORMED_RESPONSE, NEVER, VENDOR, 1",
        "NOT_FOUND, NEVER, VENDOR, 1",
        "UNSUPPORTED, NEVER, LOCAL, 1",
        "CANCELLED, NEVER, LOCAL, 1",
        "UNKNOWN, ONCE, VENDOR, 1",
    })
    void of_failure_dependsOnTheKindThenOnTheAdvice(ErrorKind kind, RetryAdvice advice, Origin origin, int code) {
        FaceException failure = FaceException.of(Operation.DELETE_PERSON, kind)
                .advice(advice)
                .origin(origin)
                .build();

        assertThat(ExitStatus.of(failure).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void of_everyKind_isAFailure(ErrorKind kind) {
        FaceException failure = FaceException.of(Operation.DELETE_PERSON, kind).build();

        assertThat(ExitStatus.of(failure)).isNotEqualTo(ExitStatus.DONE);
    }

    @Test
    void of_localRejectionWithEffect_isNotUsage() {
        FaceException failure = FaceException.of(Operation.DELETE_FACES, ErrorKind.INVALID_ARGUMENT)
                .effect(Effect.PARTIAL)
                .build();

        assertThat(ExitStatus.of(failure)).isEqualTo(ExitStatus.OTHER);
    }

    @Test
    void of_timeoutWithUnknownFaces_isRepeat() {
        FaceException failure = FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                .advice(RetryAdvice.BACKOFF)
                .origin(Origin.NETWORK)
                .facesSoFar(result(FaceResult.unknown()))
                .build();

        assertThat(ExitStatus.of(failure).code()).isEqualTo(6);
    }

    @Test
    void of_resultOfFaces_isTheStatusOfTheWorstFace() {
        FaceException throttled = FaceException.of(Operation.DELETE_FACES, ErrorKind.RATE_LIMITED)
                .advice(RetryAdvice.BACKOFF)
                .build();
        FaceResult gone = FaceResult.deleted(Evidence.CONFIRMED);
        FaceResult absent = FaceResult.alreadyAbsent(Evidence.INFERRED);

        assertThat(ExitStatus.of(result(gone, absent)).code()).isZero();
        assertThat(ExitStatus.of(result(gone, FaceResult.unconfirmed())).code()).isEqualTo(3);
        assertThat(ExitStatus.of(result(FaceResult.unknown(), gone)).code()).isEqualTo(3);
        assertThat(ExitStatus.of(result(gone, FaceResult.retained(RetainedReason.LAST_FACE)))
                        .code())
                .isEqualTo(3);
        assertThat(ExitStatus.of(result(gone, FaceResult.failed(throttled))).code())
                .isEqualTo(6);
        assertThat(ExitStatus.of(result(FaceResult.unconfirmed(), FaceResult.failed(throttled)))
                        .code())
                .isEqualTo(3);
        assertThat(ExitStatus.of(result(gone, FaceResult.notAttempted())).code())
                .isEqualTo(1);
    }

    private static DeleteFacesResult result(FaceResult... faces) {
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        Stream.of(faces).forEach(face -> results.put(FaceId.of("f" + results.size()), face));
        return DeleteFacesResult.of(PersonId.of("p"), results, CallTrace.ofRequest("r"));
    }
}
