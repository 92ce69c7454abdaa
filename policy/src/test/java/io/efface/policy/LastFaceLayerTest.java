package io.efface.policy;

import static io.efface.policy.FakeVendor.ALICE;
import static io.efface.policy.FakeVendor.faces;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetainedReason;
import io.efface.RetryAdvice;
import io.efface.spi.layers.LayerCall;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LastFaceLayerTest {
    private static final LayerCall PERSON_FOR_ALL_FACES =
            LayerCall.starting(CallOptions.defaults().deletingPersonForAllFaces(), Clock.systemUTC());

    private final FakeVendor vendor = new FakeVendor();
    private final ManualTime clock = new ManualTime();

    private LastFaceLayer layer(LastFaceMode rule) {
        vendor.clock = clock;
        return new LastFaceLayer(new ChunkingLayer(vendor.account(), clock), rule, clock);
    }

    @Test
    void vendor_allFaces_doesNotReadThePerson() {
        vendor.with(ALICE, faces("a", "b"));

        layer(LastFaceMode.VENDOR).deleteFaces(ALICE, faces("a", "b"), LayerCall.plain());

        assertThat(vendor.operations()).containsExactly(Operation.DELETE_FACES);
    }

    @Test
    void refuse_allFaces_isRejectedBeforeAnythingIsDeleted() {
        vendor.with(ALICE, faces("a", "b"));

        FaceException e = failure(LastFaceMode.REFUSE, faces("a", "b", "other"), LayerCall.plain());

        assertThat(e.kind()).isEqualTo(ErrorKind.FAILED_PRECONDITION);
        assertThat(e.origin()).isEqualTo(Origin.LOCAL);
        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(e.advice()).isEqualTo(RetryAdvice.NEVER);
        assertThat(e.attempts()).isZero();
        assertThat(vendor.people.get(ALICE)).isEqualTo(faces("a", "b"));
        assertThat(vendor.operations()).containsExactly(Operation.FIND_PERSON);
    }

    @Test
    void refuse_notAllFaces_deletesTheFaces() {
        vendor.with(ALICE, faces("a", "b"));

        DeleteFacesResult result = layer(LastFaceMode.REFUSE).deleteFaces(ALICE, faces("a"), LayerCall.plain());

        assertThat(result.facesWith(FaceOutcome.DELETED)).isEqualTo(faces("a"));
        assertThat(result.trace().attempts()).isEqualTo(1);
    }

    @Test
    void keepOne_allFaces_keepsTheFaceWithTheSmallestId() {
        vendor.with(ALICE, faces("c", "a", "b", "d", "e"));

        DeleteFacesResult result =
                layer(LastFaceMode.KEEP_ONE).deleteFaces(ALICE, faces("e", "d", "c", "b", "a", "x"), LayerCall.plain());

        assertThat(result.faces().keySet()).containsExactlyElementsOf(faces("e", "d", "c", "b", "a", "x"));
        assertThat(result.faces().get(FaceId.of("a"))).isEqualTo(FaceResult.retained(RetainedReason.LAST_FACE));
        assertThat(result.facesWith(FaceOutcome.DELETED)).isEqualTo(faces("b", "c", "d", "e"));
        assertThat(result.facesWith(FaceOutcome.ALREADY_ABSENT)).isEqualTo(faces("x"));
        assertThat(result.isComplete()).isFalse();
        assertThat(vendor.people.get(ALICE)).isEqualTo(faces("a"));

        DeleteFacesResult again = layer(LastFaceMode.KEEP_ONE).deleteFaces(ALICE, faces("e", "a"), LayerCall.plain());

        assertThat(again.facesWith(FaceOutcome.RETAINED)).isEqualTo(faces("a"));
        assertThat(vendor.people.get(ALICE)).isEqualTo(faces("a"));
    }

    @Test
    void keepOne_onlyTheLastFace_sendsNoDeletion() {
        vendor.with(ALICE, faces("a"));

        DeleteFacesResult result = layer(LastFaceMode.KEEP_ONE).deleteFaces(ALICE, faces("a"), LayerCall.plain());

        assertThat(result.facesWith(FaceOutcome.RETAINED)).isEqualTo(faces("a"));
        assertThat(result.trace()).isEqualTo(CallTrace.NOTHING_SENT);
        assertThat(vendor.operations()).containsExactly(Operation.FIND_PERSON);
    }

    @Test
    void keepOne_laterChunkFails_reportsTheKeptFace() {
        vendor.with(ALICE, faces("a", "b", "c", "d", "e"));
        vendor.failAfter(
                2,
                FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                        .effect(Effect.UNKNOWN)
                        .build());

        FaceException e = failure(LastFaceMode.KEEP_ONE, faces("a", "b", "c", "d", "e"), LayerCall.plain());

        DeleteFacesResult soFar = e.facesSoFar().orElseThrow();
        assertThat(soFar.faces().keySet()).containsExactlyElementsOf(faces("a", "b", "c", "d", "e"));
        assertThat(soFar.facesWith(FaceOutcome.RETAINED)).isEqualTo(faces("a"));
        assertThat(soFar.facesWith(FaceOutcome.DELETED)).isEqualTo(faces("b", "c", "d"));
        assertThat(soFar.facesWith(FaceOutcome.UNKNOWN)).isEqualTo(faces("e"));
    }

    @Test
    void keepOne_deletionRejected_throwsTheSameException() {
        vendor.with(ALICE, faces("a", "b"));
        FaceException rejection =
                FaceException.of(Operation.DELETE_FACES, ErrorKind.CONFLICT).build();
        vendor.failAfter(1, rejection);

        assertThat(failure(LastFaceMode.KEEP_ONE, faces("a", "b"), LayerCall.plain()))
                .isSameAs(rejection);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "KEEP_ONE"})
    void readFirst_personMissing_facesAreAbsentAtTheTimeOfTheRead(LastFaceMode rule) {
        DeleteFacesResult result = layer(rule).deleteFaces(ALICE, faces("a", "b"), LayerCall.plain());

        assertThat(result.faces().values()).containsOnly(FaceResult.alreadyAbsentAt(ManualTime.START));
        assertThat(result.trace()).isEqualTo(CallTrace.NOTHING_SENT);
        assertThat(vendor.operations()).containsExactly(Operation.FIND_PERSON, Operation.FIND_PERSON);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "KEEP_ONE"})
    void readFirst_personMissingAndFaceExists_onlyTheOtherFacesAreAbsent(LastFaceMode rule) {
        vendor.facesWithoutPerson.add(FaceId.of("b"));

        DeleteFacesResult result = layer(rule).deleteFaces(ALICE, faces("a", "b"), LayerCall.plain());

        assertThat(result.facesWith(FaceOutcome.ALREADY_ABSENT)).isEqualTo(faces("a"));
        assertFaceWithoutPerson(result, "b");
    }

    private static void assertFaceWithoutPerson(DeleteFacesResult result, String face) {
        FaceException error = result.faces().get(FaceId.of(face)).error();
        assertThat(error).isNotNull();
        assertThat(error.kind()).isEqualTo(ErrorKind.FAILED_PRECONDITION);
        assertThat(error.detail().orElseThrow()).contains("unknown whose face");
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "KEEP_ONE"})
    void readFirst_personMissingAndFacesAreDetached_readsOnce(LastFaceMode rule) {
        layer(rule).deleteFaces(ALICE, faces("a"), LayerCall.plain().withMoreDetachedFaces(faces("a")));

        assertThat(vendor.operations()).containsExactly(Operation.FIND_PERSON);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "KEEP_ONE"})
    void readFirst_personWithoutFaces_deletesTheRequestedFaces(LastFaceMode rule) {
        vendor.with(ALICE, Set.of());

        DeleteFacesResult result = layer(rule).deleteFaces(ALICE, faces("a"), LayerCall.plain());

        assertThat(result.facesWith(FaceOutcome.ALREADY_ABSENT)).isEqualTo(faces("a"));
        assertThat(vendor.people).containsKey(ALICE);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "KEEP_ONE"})
    void readFirst_readFails_throwsTheErrorOfTheReadWithoutEffect(LastFaceMode rule) {
        vendor.with(ALICE, faces("a"));
        FaceException readError = FaceException.of(Operation.FIND_PERSON, ErrorKind.RATE_LIMITED)
                .origin(Origin.VENDOR)
                .advice(RetryAdvice.BACKOFF)
                .retryAfter(Duration.ofSeconds(1))
                .vendorCode("Throttled")
                .httpStatus(429)
                .requestId("r-9")
                .attempts(1)
                .build();
        vendor.failAfter(0, readError);

        FaceException e = failure(rule, faces("a"), LayerCall.plain());

        assertThat(e.operation()).isEqualTo(Operation.DELETE_FACES);
        assertThat(e.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(e.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(e.origin()).isEqualTo(Origin.VENDOR);
        assertThat(e.attempts()).isZero();
        assertThat(e)
                .hasMessage("deleteFaces: RATE_LIMITED (Throttled, HTTP 429, requestId r-9): the person could not be"
                        + " read before the deletion, so nothing was deleted");
        assertThat(e.getStackTrace()).isEqualTo(readError.getStackTrace());
        assertThat(vendor.people.get(ALICE)).isEqualTo(faces("a"));
    }

    @Test
    void readFirst_deadlineAfterTheRead_deletesNothing() {
        vendor.with(ALICE, faces("a", "b"));
        vendor.faults.add(call -> {
            clock.advance(Duration.ofSeconds(9));
            return null;
        });

        FaceException e = failure(
                LastFaceMode.REFUSE, faces("a"), LayerCall.plain().withDeadline(ManualTime.START.plusSeconds(9)));

        assertThat(e.kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(vendor.operations()).containsExactly(Operation.FIND_PERSON);
    }

    @ParameterizedTest
    @EnumSource
    void personForAllFaces_allFaces_deletesThePersonInstead(LastFaceMode rule) {
        vendor.with(ALICE, faces("a", "b"));

        DeleteFacesResult result = layer(rule).deleteFaces(ALICE, faces("b", "x", "a"), PERSON_FOR_ALL_FACES);

        assertThat(result.personDeleted()).isTrue();
        assertThat(result.faces().keySet()).containsExactlyElementsOf(faces("b", "x", "a"));
        assertThat(result.faces().get(FaceId.of("a"))).isEqualTo(FaceResult.deleted(Evidence.ACCEPTED));
        assertThat(result.faces().get(FaceId.of("b"))).isEqualTo(FaceResult.deleted(Evidence.ACCEPTED));
        assertThat(result.faces().get(FaceId.of("x"))).isEqualTo(FaceResult.alreadyAbsentAt(ManualTime.START));
        assertThat(result.trace()).isEqualTo(CallTrace.ofRequest("r3"));
        assertThat(vendor.people).isEmpty();
        assertThat(vendor.operations())
                .containsExactly(Operation.FIND_PERSON, Operation.FIND_PERSON, Operation.DELETE_PERSON);
    }

    @Test
    void personForAllFaces_requestedFaceExistsWithoutThePerson_isNotReportedAsAbsent() {
        vendor.with(ALICE, faces("a"));
        vendor.facesWithoutPerson.add(FaceId.of("x"));

        DeleteFacesResult result = layer(LastFaceMode.VENDOR).deleteFaces(ALICE, faces("a", "x"), PERSON_FOR_ALL_FACES);

        assertThat(result.personDeleted()).isTrue();
        assertThat(result.facesWith(FaceOutcome.DELETED)).isEqualTo(faces("a"));
        assertFaceWithoutPerson(result, "x");
    }

    @ParameterizedTest
    @EnumSource
    void personForAllFaces_notAllFaces_deletesOnlyFaces(LastFaceMode rule) {
        vendor.with(ALICE, faces("a", "b"));

        DeleteFacesResult result = layer(rule).deleteFaces(ALICE, faces("a", "x"), PERSON_FOR_ALL_FACES);

        assertThat(result.personDeleted()).isFalse();
        assertThat(vendor.people.get(ALICE)).isEqualTo(faces("b"));
    }

    @ParameterizedTest
    @EnumSource
    void personForAllFaces_personMissing_facesAreAbsentAtTheTimeOfTheRead(LastFaceMode rule) {
        DeleteFacesResult result = layer(rule).deleteFaces(ALICE, faces("a"), PERSON_FOR_ALL_FACES);

        assertThat(result.personDeleted()).isFalse();
        assertThat(result.facesWith(FaceOutcome.ALREADY_ABSENT)).isEqualTo(faces("a"));
        assertThat(vendor.operations()).containsExactly(Operation.FIND_PERSON, Operation.FIND_PERSON);
    }

    @ParameterizedTest
    @EnumSource
    void personForAllFaces_personWithoutFaces_keepsThePerson(LastFaceMode rule) {
        vendor.with(ALICE, Set.of());

        layer(rule).deleteFaces(ALICE, faces("a"), PERSON_FOR_ALL_FACES);

        assertThat(vendor.people).containsKey(ALICE);
    }

    @Test
    void personForAllFaces_personGoneAfterTheRead_facesAreAbsentWithTheEvidenceOfTheDeletion() {
        vendor.with(ALICE, faces("a"));
        vendor.faults.add(call -> null);
        vendor.faults.add(call -> {
            vendor.people.clear();
            return null;
        });

        DeleteFacesResult result = layer(LastFaceMode.VENDOR).deleteFaces(ALICE, faces("a"), PERSON_FOR_ALL_FACES);

        assertThat(result.faces().get(FaceId.of("a"))).isEqualTo(FaceResult.alreadyAbsent(Evidence.ACCEPTED));
    }

    @Test
    void personForAllFaces_deletionOfUnknownEffect_everyFaceOfThePersonIsUnknown() {
        vendor.with(ALICE, faces("a", "b"));
        vendor.failAfter(
                2,
                FaceException.of(Operation.DELETE_PERSON, ErrorKind.TIMEOUT)
                        .origin(Origin.NETWORK)
                        .effect(Effect.UNKNOWN)
                        .requestId("r-7")
                        .attempts(1)
                        .detail("no response")
                        .build());

        FaceException e = failure(LastFaceMode.VENDOR, faces("a", "b", "x"), PERSON_FOR_ALL_FACES);

        assertThat(e.operation()).isEqualTo(Operation.DELETE_FACES);
        assertThat(e.detail()).contains("no response");
        assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(e.attempts()).isEqualTo(1);
        DeleteFacesResult soFar = e.facesSoFar().orElseThrow();
        assertThat(soFar.facesWith(FaceOutcome.UNKNOWN)).isEqualTo(faces("a", "b"));
        assertThat(soFar.facesWith(FaceOutcome.ALREADY_ABSENT)).isEqualTo(faces("x"));
        assertThat(soFar.trace().requestIds()).containsExactly("r-7");
    }

    @Test
    void personForAllFaces_deletionRejected_hasNoEffect() {
        vendor.with(ALICE, faces("a"));
        vendor.failAfter(
                1,
                FaceException.of(Operation.DELETE_PERSON, ErrorKind.PERMISSION_DENIED)
                        .build());

        FaceException e = failure(LastFaceMode.VENDOR, faces("a"), PERSON_FOR_ALL_FACES);

        assertThat(e.operation()).isEqualTo(Operation.DELETE_FACES);
        assertThat(e.kind()).isEqualTo(ErrorKind.PERMISSION_DENIED);
        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(vendor.people).containsKey(ALICE);
    }

    @Test
    void refuse_vendorThatDeletesThePerson_namesTheSettingThatPermitsTheCall() {
        vendor.lastFace = LastFaceRule.deletesPerson("test");
        vendor.with(ALICE, faces("a", "b"));

        FaceException e = failure(LastFaceMode.REFUSE, faces("a", "b"), LayerCall.plain());

        assertThat(e.kind()).isEqualTo(ErrorKind.FAILED_PRECONDITION);
        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(e.detail().orElseThrow())
                .contains("the vendor deletes the person with the last face")
                .contains("last-face = vendor");
        assertThat(vendor.operations()).containsExactly(Operation.FIND_PERSON);
    }

    @ParameterizedTest
    @EnumSource
    void byDefault_anyRule_isRefuseOnlyIfTheVendorDeletesThePerson(LastFaceRule.Behavior rule) {
        assertThat(LastFaceMode.byDefault(rule))
                .isEqualTo(rule == LastFaceRule.Behavior.DELETES_PERSON ? LastFaceMode.REFUSE : LastFaceMode.VENDOR);
    }

    private FaceException failure(LastFaceMode rule, Set<FaceId> faces, LayerCall options) {
        return catchThrowableOfType(FaceException.class, () -> layer(rule).deleteFaces(ALICE, faces, options));
    }
}
