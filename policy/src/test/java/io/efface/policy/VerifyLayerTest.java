package io.efface.policy;

import static io.efface.policy.ScriptedRepository.ALICE;
import static io.efface.policy.ScriptedRepository.F1;
import static io.efface.policy.ScriptedRepository.F2;
import static io.efface.policy.ScriptedRepository.facesResult;
import static io.efface.policy.ScriptedRepository.failing;
import static io.efface.policy.ScriptedRepository.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallTrace;
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
import io.efface.Person;
import io.efface.PersonOutcome;
import io.efface.ReadBack;
import io.efface.spi.layers.LayerCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class VerifyLayerTest {
    private static final LayerCall PLAIN = LayerCall.plain();

    private final ScriptedRepository vendor = new ScriptedRepository();
    private final ManualTime time = new ManualTime();

    @Test
    void deletePerson_confirmed_isNotReadByDefault() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.CONFIRMED));

        assertThat(layer(VerifyMode.UNCONFIRMED).deletePerson(ALICE, PLAIN).evidence())
                .isEqualTo(Evidence.CONFIRMED);
        assertThat(vendor.calls).hasSize(1);
    }

    @Test
    void deletePerson_accepted_isReadUntilThePersonIsAbsent() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.ACCEPTED));
        vendor.reads.add(found(F1));
        vendor.reads.add(Optional::empty);

        DeletePersonResult result = layer(VerifyMode.UNCONFIRMED).deletePerson(ALICE, PLAIN);

        assertThat(result.evidence()).isEqualTo(Evidence.VERIFIED_ABSENT);
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.verifiedAt()).isEqualTo(ManualTime.START.plusMillis(200));
        assertThat(time.slept).containsExactly(Duration.ofMillis(200));
    }

    @Test
    void deletePerson_vendorReportsSuccessButKeepsThePerson_isStillPresent() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.ACCEPTED));
        for (int i = 0; i < 5; i++) {
            vendor.reads.add(found(F1));
        }

        FaceException error = catchThrowableOfType(
                FaceException.class, () -> layer(VerifyMode.UNCONFIRMED).deletePerson(ALICE, PLAIN));

        assertThat(error.kind()).isEqualTo(ErrorKind.STILL_PRESENT);
        assertThat(error.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(time.slept).isEqualTo(ReadBackReader.WAITS);
    }

    @Test
    void deletePerson_readFails_returnsTheDeletionWithTheErrorOfTheRead() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.ACCEPTED));
        for (int i = 0; i < 5; i++) {
            vendor.reads.add(failing(unreadable()));
        }

        DeletePersonResult result = layer(VerifyMode.ALWAYS).deletePerson(ALICE, PLAIN);

        assertThat(result.evidence()).isEqualTo(Evidence.ACCEPTED);
        assertThat(result.trace().readBackError()).isNotNull();
    }

    @Test
    void deletePerson_deadlineNear_doesNotWaitForAnotherRead() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.ACCEPTED));
        vendor.reads.add(failing(unreadable()));

        DeletePersonResult result = layer(VerifyMode.UNCONFIRMED)
                .deletePerson(ALICE, PLAIN.withDeadline(time.instant().plus(Duration.ofMillis(150))));

        assertThat(result.evidence()).isEqualTo(Evidence.ACCEPTED);
        assertThat(time.slept).isEmpty();
    }

    @Test
    void deletePerson_foundAndThenUnreadable_isStillPresentWithTheErrorOfTheRead() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.ACCEPTED));
        vendor.reads.add(found(F1));
        FaceException unreadable = unreadable();
        vendor.reads.add(failing(unreadable));

        FaceException error = catchThrowableOfType(
                FaceException.class, () -> layer(VerifyMode.UNCONFIRMED).deletePerson(ALICE, PLAIN));

        assertThat(error.kind()).isEqualTo(ErrorKind.STILL_PRESENT);
        assertThat(error.getSuppressed()).containsExactly(unreadable);
    }

    @Test
    void deleteFaces_foundAndThenUnreadable_isStillPresentWithTheErrorOfTheRead() {
        vendor.faces.add(() -> facesResult(FaceResult.deleted(Evidence.CONFIRMED), FaceResult.unconfirmed()));
        vendor.reads.add(found(F2));
        FaceException unreadable = unreadable();
        vendor.reads.add(failing(unreadable));

        FaceException error = catchThrowableOfType(
                FaceException.class, () -> layer(VerifyMode.UNCONFIRMED).deleteFaces(ALICE, Set.of(F1, F2), PLAIN));

        assertThat(error.kind()).isEqualTo(ErrorKind.STILL_PRESENT);
        assertThat(error.getSuppressed()).containsExactly(unreadable);
    }

    @Test
    void deletePerson_responseLostAndThenNotFound_isAbsentMaybeByEarlierAttempt() {
        vendor.persons.add(failing(lost()));
        vendor.reads.add(Optional::empty);

        DeletePersonResult result = layer(VerifyMode.UNCONFIRMED).deletePerson(ALICE, PLAIN);

        assertThat(result.outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        assertThat(result.maybeByEarlierAttempt()).isTrue();
        assertThat(result.verifiedAt()).isEqualTo(ManualTime.START);
    }

    @Test
    void deletePerson_responseLostAndStillFound_staysUnknown() {
        vendor.persons.add(failing(lost()));
        vendor.reads.add(found(F1));

        FaceException error = catchThrowableOfType(
                FaceException.class, () -> layer(VerifyMode.UNCONFIRMED).deletePerson(ALICE, PLAIN));

        assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(error.effect()).isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void deletePerson_cancelled_isNotRead() {
        vendor.persons.add(failing(FaceException.of(Operation.DELETE_PERSON, ErrorKind.CANCELLED)
                .effect(Effect.UNKNOWN)
                .build()));

        assertThat(catchThrowableOfType(
                                FaceException.class,
                                () -> layer(VerifyMode.ALWAYS).deletePerson(ALICE, PLAIN))
                        .kind())
                .isEqualTo(ErrorKind.CANCELLED);
        assertThat(vendor.calls).hasSize(1);
    }

    @Test
    void deletePerson_modeOff_isNeverRead() {
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.INFERRED));

        assertThat(layer(VerifyMode.OFF).deletePerson(ALICE, PLAIN).evidence()).isEqualTo(Evidence.INFERRED);
        assertThat(vendor.calls).hasSize(1);
    }

    @Test
    void deletePerson_providerCannotRead_isNotRead() {
        vendor.readBack = ReadBack.NONE;
        vendor.persons.add(() -> person(PersonOutcome.DELETED, Evidence.ACCEPTED));

        assertThat(layer(VerifyMode.ALWAYS).deletePerson(ALICE, PLAIN).evidence())
                .isEqualTo(Evidence.ACCEPTED);
    }

    @Test
    void deleteFaces_unconfirmedFaceIsGone_isVerified() {
        vendor.faces.add(() -> facesResult(FaceResult.deleted(Evidence.CONFIRMED), FaceResult.unconfirmed()));
        vendor.reads.add(found(FaceId.of("another")));

        DeleteFacesResult result = layer(VerifyMode.UNCONFIRMED).deleteFaces(ALICE, Set.of(F1, F2), PLAIN);

        assertThat(result.faces().get(F1).outcome()).isEqualTo(FaceOutcome.DELETED);
        assertThat(result.faces().get(F2).outcome()).isEqualTo(FaceOutcome.ALREADY_ABSENT);
        assertThat(result.faces().values()).allMatch(face -> face.evidence() == Evidence.VERIFIED_ABSENT);
    }

    @Test
    void deleteFaces_oneFaceStillFound_isStillPresentWithTheOtherDeleted() {
        vendor.faces.add(() -> facesResult(FaceResult.deleted(Evidence.CONFIRMED), FaceResult.unconfirmed()));
        for (int i = 0; i < 5; i++) {
            vendor.reads.add(found(F2));
        }

        FaceException error = catchThrowableOfType(
                FaceException.class, () -> layer(VerifyMode.UNCONFIRMED).deleteFaces(ALICE, Set.of(F1, F2), PLAIN));

        assertThat(error.kind()).isEqualTo(ErrorKind.STILL_PRESENT);
        assertThat(error.effect()).isEqualTo(Effect.PARTIAL);
        DeleteFacesResult soFar = error.facesSoFar().orElseThrow();
        assertThat(soFar.facesWith(FaceOutcome.DELETED)).containsExactly(F1);
        assertThat(soFar.facesWith(FaceOutcome.FAILED)).containsExactly(F2);
    }

    @Test
    void deleteFaces_lastFaceRejectedAndAllFacesFound_hasNoEffect() {
        vendor.faces.add(failing(lastFaceRejected()));
        vendor.reads.add(found(F1, F2));

        FaceException error = catchThrowableOfType(
                FaceException.class, () -> layer(VerifyMode.UNCONFIRMED).deleteFaces(ALICE, Set.of(F1, F2), PLAIN));

        assertThat(error.kind()).isEqualTo(ErrorKind.FAILED_PRECONDITION);
        assertThat(error.effect()).isEqualTo(Effect.NONE);
        assertThat(error.facesSoFar()).isEmpty();
    }

    @Test
    void deleteFaces_lastFaceRejectedAndOneFaceAbsent_reportsEachFace() {
        vendor.faces.add(failing(lastFaceRejected()));
        vendor.reads.add(found(F2));

        FaceException error = catchThrowableOfType(
                FaceException.class, () -> layer(VerifyMode.UNCONFIRMED).deleteFaces(ALICE, Set.of(F1, F2), PLAIN));

        DeleteFacesResult soFar = error.facesSoFar().orElseThrow();
        assertThat(soFar.faces().get(F1).evidence()).isEqualTo(Evidence.VERIFIED_ABSENT);
        assertThat(soFar.faces().get(F1).maybeByEarlierAttempt()).isTrue();
        assertThat(soFar.faces().get(F2).outcome()).isEqualTo(FaceOutcome.FAILED);
        assertThat(error.effect()).isEqualTo(Effect.PARTIAL);
    }

    @Test
    void deleteFaces_responseLostAndPersonGone_succeeds() {
        vendor.faces.add(failing(lost(Operation.DELETE_FACES)));
        vendor.reads.add(Optional::empty);

        DeleteFacesResult result = layer(VerifyMode.UNCONFIRMED).deleteFaces(ALICE, Set.of(F1, F2), PLAIN);

        assertThat(result.isComplete()).isTrue();
        assertThat(result.faces().values()).allMatch(FaceResult::maybeByEarlierAttempt);
    }

    /** The rejected face exists, and does not belong to the person. So no read of the person finds this face. */
    @Test
    void deleteFaces_responseLostAndOneFaceRejectedBefore_keepsTheRejection() {
        FaceException rejected = FaceException.of(Operation.DELETE_FACES, ErrorKind.FAILED_PRECONDITION)
                .origin(Origin.VENDOR)
                .build();
        vendor.faces.add(failing(lost(Operation.DELETE_FACES).toBuilder()
                .facesSoFar(DeleteFacesResult.of(
                        ALICE,
                        Map.of(F1, FaceResult.unknown(), F2, FaceResult.failed(rejected)),
                        CallTrace.NOTHING_SENT))
                .build()));
        vendor.reads.add(Optional::empty);

        FaceException error = catchThrowableOfType(
                FaceException.class, () -> layer(VerifyMode.UNCONFIRMED).deleteFaces(ALICE, Set.of(F1, F2), PLAIN));

        DeleteFacesResult soFar = error.facesSoFar().orElseThrow();
        assertThat(soFar.faces().get(F1).evidence()).isEqualTo(Evidence.VERIFIED_ABSENT);
        assertThat(soFar.faces().get(F2).outcome()).isEqualTo(FaceOutcome.FAILED);
        assertThat(error.effect()).isEqualTo(Effect.PARTIAL);
    }

    private VerifyLayer layer(VerifyMode mode) {
        vendor.clock = time;
        return new VerifyLayer(vendor.account(), mode, time, time);
    }

    private static Supplier<Optional<Person>> found(FaceId... faces) {
        return () -> Optional.of(new Person(ALICE, Set.of(faces)));
    }

    private static FaceException unreadable() {
        return FaceException.of(Operation.FIND_PERSON, ErrorKind.UNAVAILABLE).build();
    }

    private static FaceException lost() {
        return lost(Operation.DELETE_PERSON);
    }

    private static FaceException lost(Operation operation) {
        return FaceException.of(operation, ErrorKind.UNAVAILABLE)
                .origin(Origin.NETWORK)
                .effect(Effect.UNKNOWN)
                .attempts(1)
                .build();
    }

    private static FaceException lastFaceRejected() {
        return FaceException.of(Operation.DELETE_FACES, ErrorKind.FAILED_PRECONDITION)
                .origin(Origin.VENDOR)
                .effect(Effect.UNKNOWN)
                .attempts(1)
                .build();
    }
}
