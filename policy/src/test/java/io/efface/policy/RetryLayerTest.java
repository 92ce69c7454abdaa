package io.efface.policy;

import static io.efface.policy.ScriptedRepository.ALICE;
import static io.efface.policy.ScriptedRepository.F1;
import static io.efface.policy.ScriptedRepository.F2;
import static io.efface.policy.ScriptedRepository.facesResult;
import static io.efface.policy.ScriptedRepository.failing;
import static io.efface.policy.ScriptedRepository.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.RequestLayer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetryLayerTest {
    private final ScriptedRepository vendor = new ScriptedRepository();
    private final ManualTime time = new ManualTime();
    private final AccountRepository layer =
            vendor.behind(new RetryLayer(RequestLayer.DIRECT, RetrySettings.DEFAULTS, time, new Random(7), time));

    @Test
    void deletePerson_rateLimitedTwice_repeatsWithGrowingWaitsAndCounts() {
        vendor.persons.add(failing(rateLimited().build()));
        vendor.persons.add(failing(rateLimited().build()));
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.ACCEPTED));

        DeletePersonResult result = layer.deletePerson(ALICE, LayerCall.plain());

        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.maybeByEarlierAttempt()).isFalse();
        assertThat(result.trace().attempts()).isEqualTo(3);
        assertThat(time.slept).hasSize(2);
        assertThat(time.slept.get(0)).isLessThanOrEqualTo(Duration.ofMillis(200));
        assertThat(time.slept.get(1)).isLessThanOrEqualTo(Duration.ofMillis(400));
        assertThat(result.trace().waited()).isEqualTo(time.slept.get(0).plus(time.slept.get(1)));
        assertThat(vendor.calls).extracting(call -> call.call().attempt()).containsExactly(1, 2, 3);
    }

    @Test
    void deletePerson_absentAfterALostResponse_setsMaybeByEarlierAttempt() {
        vendor.persons.add(failing(lost().build()));
        vendor.persons.add(() -> person(PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED));

        DeletePersonResult result = layer.deletePerson(ALICE, LayerCall.plain());

        assertThat(result.outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        assertThat(result.maybeByEarlierAttempt()).isTrue();
    }

    @Test
    void deletePerson_absentAfterARateLimit_doesNotSetMaybeByEarlierAttempt() {
        vendor.persons.add(failing(rateLimited().build()));
        vendor.persons.add(() -> person(PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED));

        assertThat(layer.deletePerson(ALICE, LayerCall.plain()).maybeByEarlierAttempt())
                .isFalse();
    }

    @Test
    void deletePerson_responseLostThenRejected_keepsTheUnknownEffect() {
        vendor.persons.add(failing(lost().build()));
        vendor.persons.add(failing(rejected().build()));

        FaceException error = failure();

        assertThat(error.kind()).isEqualTo(ErrorKind.PERMISSION_DENIED);
        assertThat(error.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(error.attempts()).isEqualTo(2);
    }

    @Test
    void deletePerson_alwaysRateLimited_stopsAfterFourAttempts() {
        for (int i = 0; i < 5; i++) {
            vendor.persons.add(failing(rateLimited().build()));
        }

        FaceException error = failure();

        assertThat(error.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(error.effect()).isEqualTo(Effect.NONE);
        assertThat(error.attempts()).isEqualTo(4);
        assertThat(error.waited()).isEqualTo(time.slept.stream().reduce(Duration.ZERO, Duration::plus));
        assertThat(vendor.persons).hasSize(1);
    }

    @Test
    void deletePerson_adviceNever_isSentOnce() {
        vendor.persons.add(failing(rejected().build()));

        assertThat(failure().attempts()).isEqualTo(1);
        assertThat(time.slept).isEmpty();
    }

    @Test
    void deletePerson_twoErrorsWithAdviceOnce_repeatsOnceWithoutWaiting() {
        vendor.persons.add(failing(clockSkew().build()));
        vendor.persons.add(failing(clockSkew().build()));

        assertThat(failure().attempts()).isEqualTo(2);
        assertThat(time.slept).containsExactly(Duration.ZERO);
    }

    @Test
    void deletePerson_localRejection_isNeverRepeated() {
        vendor.persons.add(
                failing(rateLimited().origin(Origin.LOCAL).attempts(0).build()));

        assertThat(failure().attempts()).isZero();
        assertThat(time.slept).isEmpty();
    }

    @Test
    void deletePerson_vendorAsksForAWait_waitsAtLeastThatLong() {
        vendor.persons.add(
                failing(rateLimited().retryAfter(Duration.ofSeconds(3)).build()));
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.ACCEPTED));

        DeletePersonResult unused = layer.deletePerson(ALICE, LayerCall.plain());

        assertThat(time.slept.get(0)).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3200));
    }

    @Test
    void deletePerson_waitWouldPassTheDeadline_throwsTheVendorsErrorAtOnce() {
        vendor.persons.add(
                failing(rateLimited().retryAfter(Duration.ofSeconds(3)).build()));

        FaceException error = catchThrowableOfType(
                FaceException.class,
                () -> layer.deletePerson(
                        ALICE, LayerCall.plain().withDeadline(time.instant().plus(Duration.ofSeconds(3)))));

        assertThat(error.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(time.slept).isEmpty();
    }

    @Test
    void deletePerson_cancelledWhileWaiting_isReportedWithTheEffectSoFar() {
        time.cancelled = true;
        vendor.persons.add(failing(lost().build()));

        FaceException error = failure();

        assertThat(error.kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(error.origin()).isEqualTo(Origin.LOCAL);
        assertThat(error.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(error.attempts()).isEqualTo(1);
    }

    @Test
    void deletePerson_interruptedWhileWaiting_keepsTheInterruptFlag() {
        vendor.persons.add(() -> {
            Thread.currentThread().interrupt();
            throw rateLimited().build();
        });

        assertThat(failure().kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void deleteFaces_responseLostThenFaceNotListed_leavesTheFaceUnknown() {
        vendor.faces.add(failing(lost(Operation.DELETE_FACES)
                .facesSoFar(facesResult(FaceResult.unknown(), FaceResult.unknown()))
                .build()));
        vendor.faces.add(() -> facesResult(FaceResult.unconfirmed(), FaceResult.alreadyAbsent(Evidence.CONFIRMED)));

        DeleteFacesResult result = layer.deleteFaces(ALICE, Set.of(F1, F2), LayerCall.plain());

        assertThat(result.faces().get(F1).outcome()).isEqualTo(FaceOutcome.UNKNOWN);
        assertThat(result.faces().get(F2).outcome()).isEqualTo(FaceOutcome.ALREADY_ABSENT);
        assertThat(result.faces().get(F2).maybeByEarlierAttempt()).isTrue();
    }

    @Test
    void deleteFaces_partlyDeleted_repeatsOnlyTheRemainingFaces() {
        vendor.faces.add(failing(rateLimited(Operation.DELETE_FACES)
                .facesSoFar(facesResult(
                        FaceResult.deleted(Evidence.CONFIRMED),
                        FaceResult.failed(rateLimited().build())))
                .build()));
        vendor.faces.add(() -> DeleteFacesResult.all(
                ALICE, Set.of(F2), FaceResult.deleted(Evidence.CONFIRMED), io.efface.CallTrace.ofRequest("r2")));

        DeleteFacesResult result = layer.deleteFaces(ALICE, Set.of(F1, F2), LayerCall.plain());

        assertThat(vendor.calls.get(1).faces()).containsExactly(F2);
        assertThat(result.isComplete()).isTrue();
        assertThat(result.faces()).containsOnlyKeys(F1, F2);
    }

    @Test
    void deleteFaces_responseLostThenRejected_reportsEveryFace() {
        vendor.faces.add(failing(lost(Operation.DELETE_FACES).build()));
        vendor.faces.add(failing(rejected().build()));

        FaceException error = catchThrowableOfType(
                FaceException.class, () -> layer.deleteFaces(ALICE, Set.of(F1, F2), LayerCall.plain()));

        assertThat(error.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(error.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN))
                .containsExactlyInAnyOrder(F1, F2);
    }

    @Test
    void findPerson_unavailableOnce_isReadAgain() {
        vendor.reads.add(failing(lost(Operation.FIND_PERSON).build()));
        vendor.reads.add(Optional::empty);

        assertThat(layer.findPerson(ALICE, LayerCall.plain()).isAbsent()).isTrue();
        assertThat(time.slept).hasSize(1);
    }

    private FaceException failure() {
        return catchThrowableOfType(FaceException.class, () -> layer.deletePerson(ALICE, LayerCall.plain()));
    }

    private static FaceExceptionBuilder rateLimited() {
        return rateLimited(Operation.DELETE_PERSON);
    }

    private static FaceExceptionBuilder rateLimited(Operation operation) {
        return FaceException.of(operation, ErrorKind.RATE_LIMITED)
                .advice(RetryAdvice.BACKOFF)
                .origin(Origin.VENDOR)
                .attempts(1);
    }

    private static FaceExceptionBuilder lost() {
        return lost(Operation.DELETE_PERSON);
    }

    private static FaceExceptionBuilder lost(Operation operation) {
        return FaceException.of(operation, ErrorKind.UNAVAILABLE)
                .advice(RetryAdvice.BACKOFF)
                .origin(Origin.NETWORK)
                .effect(Effect.UNKNOWN)
                .attempts(1);
    }

    private static FaceExceptionBuilder rejected() {
        return FaceException.of(Operation.DELETE_PERSON, ErrorKind.PERMISSION_DENIED)
                .origin(Origin.VENDOR)
                .attempts(1);
    }

    private static FaceExceptionBuilder clockSkew() {
        return FaceException.of(Operation.DELETE_PERSON, ErrorKind.UNAUTHENTICATED)
                .advice(RetryAdvice.ONCE)
                .origin(Origin.VENDOR)
                .attempts(1);
    }
}
