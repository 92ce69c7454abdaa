package io.efface.policy;

import static io.efface.policy.FakeVendor.ALICE;
import static io.efface.policy.FakeVendor.faces;
import static io.efface.policy.FakeVendor.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallTrace;
import io.efface.Cancellation;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.spi.layers.LayerCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkingLayerTest {
    private final FakeVendor vendor = new FakeVendor();
    private final ManualTime clock = new ManualTime();
    private final ChunkingLayer layer = new ChunkingLayer(vendor.account(), clock);

    @Test
    void deleteFaces_moreFacesThanOneRequestAccepts_areSplitInOrder() {
        vendor.with(ALICE, numbered(0, 7));

        DeleteFacesResult result = layer.deleteFaces(ALICE, numbered(0, 8), LayerCall.plain());

        assertThat(vendor.calls)
                .extracting(FakeVendor.Call::faces)
                .containsExactly(numbered(0, 3), numbered(3, 6), numbered(6, 8));
        assertThat(result.faces().keySet()).containsExactlyElementsOf(numbered(0, 8));
        assertThat(result.facesWith(FaceOutcome.DELETED)).isEqualTo(numbered(0, 7));
        assertThat(result.facesWith(FaceOutcome.ALREADY_ABSENT)).isEqualTo(faces("f7"));
        assertThat(result.trace()).isEqualTo(new CallTrace(List.of("r1", "r2", "r3"), 3, Duration.ZERO, null));
    }

    @Test
    void deleteFaces_exactlyFullChunks_sendsNoEmptyChunk() {
        layer.deleteFaces(ALICE, numbered(0, 6), LayerCall.plain());

        assertThat(vendor.calls).hasSize(2);
    }

    @Test
    void deleteFaces_personMissing_everyFaceOfEveryChunkIsAbsent() {
        DeleteFacesResult result = layer.deleteFaces(ALICE, numbered(0, 7), LayerCall.plain());

        assertThat(result.facesWith(FaceOutcome.ALREADY_ABSENT)).isEqualTo(numbered(0, 7));
        assertThat(result.isComplete()).isTrue();
    }

    @Test
    void deleteFaces_middleChunkRejected_keepsTheResultsOfEarlierChunks() {
        vendor.with(ALICE, numbered(0, 8));
        FaceException rejection = FaceException.of(Operation.DELETE_FACES, ErrorKind.RATE_LIMITED)
                .origin(Origin.VENDOR)
                .advice(RetryAdvice.BACKOFF)
                .retryAfter(Duration.ofSeconds(2))
                .requestId("bad")
                .attempts(2)
                .waited(Duration.ofMillis(300))
                .build();
        vendor.failAfter(1, rejection);

        FaceException e = failure(numbered(0, 8));

        assertThat(e.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(e.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(e.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(e.attempts()).isEqualTo(3);
        assertThat(e.waited()).isEqualTo(Duration.ofMillis(300));
        DeleteFacesResult soFar = e.facesSoFar().orElseThrow();
        assertThat(soFar.faces().keySet()).containsExactlyElementsOf(numbered(0, 8));
        assertThat(soFar.facesWith(FaceOutcome.DELETED)).isEqualTo(numbered(0, 3));
        assertThat(soFar.facesWith(FaceOutcome.FAILED)).isEqualTo(numbered(3, 6));
        assertThat(soFar.facesWith(FaceOutcome.NOT_ATTEMPTED)).isEqualTo(numbered(6, 8));
        assertThat(soFar.faces().get(FaceId.of("f4")).error()).isSameAs(rejection);
        assertThat(soFar.trace()).isEqualTo(new CallTrace(List.of("r1", "bad"), 3, Duration.ofMillis(300), null));
        assertThat(vendor.calls).hasSize(2);
    }

    @Test
    void deleteFaces_laterChunkOfUnknownEffect_hasUnknownEffect() {
        vendor.with(ALICE, numbered(0, 8));
        vendor.failAfter(
                2,
                FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                        .effect(Effect.UNKNOWN)
                        .attempts(1)
                        .build());

        FaceException e = failure(numbered(0, 8));

        assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN)).isEqualTo(numbered(6, 8));
        assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.DELETED)).isEqualTo(numbered(0, 6));
    }

    @Test
    void deleteFaces_failingChunkWithResults_keepsTheseResults() {
        vendor.with(ALICE, numbered(0, 6));
        Map<FaceId, FaceResult> chunkResults = new LinkedHashMap<>();
        chunkResults.put(FaceId.of("f3"), FaceResult.deleted(Evidence.CONFIRMED));
        chunkResults.put(FaceId.of("f4"), FaceResult.unconfirmed());
        vendor.failAfter(
                1,
                FaceException.of(Operation.DELETE_FACES, ErrorKind.INTERNAL)
                        .effect(Effect.PARTIAL)
                        .attempts(1)
                        .facesSoFar(DeleteFacesResult.of(ALICE, chunkResults, CallTrace.ofRequest("own")))
                        .build());

        DeleteFacesResult soFar = failure(numbered(0, 6)).facesSoFar().orElseThrow();

        assertThat(soFar.facesWith(FaceOutcome.DELETED)).isEqualTo(faces("f0", "f1", "f2", "f3"));
        assertThat(soFar.facesWith(FaceOutcome.UNCONFIRMED)).isEqualTo(faces("f4"));
        assertThat(soFar.facesWith(FaceOutcome.UNKNOWN)).isEqualTo(faces("f5"));
        assertThat(soFar.trace().requestIds()).containsExactly("r1", "own");
    }

    @Test
    void deleteFaces_firstChunkRejected_hasNoEffect() {
        vendor.failAfter(
                0,
                FaceException.of(Operation.DELETE_FACES, ErrorKind.UNAUTHENTICATED)
                        .attempts(1)
                        .build());

        FaceException e = failure(numbered(0, 5));

        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(e.attempts()).isEqualTo(1);
        assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.FAILED)).isEqualTo(numbered(0, 3));
        assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.NOT_ATTEMPTED))
                .isEqualTo(numbered(3, 5));
    }

    @Test
    void deleteFaces_onlyChunkRejected_throwsTheSameException() {
        FaceException rejection =
                FaceException.of(Operation.DELETE_FACES, ErrorKind.CONFLICT).build();
        vendor.failAfter(0, rejection);

        assertThat(failure(numbered(0, 2))).isSameAs(rejection);
    }

    @Test
    void deleteFaces_onlyChunkOfUnknownEffectWithoutResults_addsUnknownResults() {
        vendor.failAfter(
                0,
                FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                        .effect(Effect.UNKNOWN)
                        .build());

        assertThat(failure(numbered(0, 2)).facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN))
                .isEqualTo(numbered(0, 2));
    }

    @Test
    void deleteFaces_earlierChunksFoundNothing_effectIsPartial() {
        vendor.failAfter(
                1,
                FaceException.of(Operation.DELETE_FACES, ErrorKind.RATE_LIMITED).build());

        FaceException e = failure(numbered(0, 5));

        assertThat(e.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.ALREADY_ABSENT))
                .isEqualTo(numbered(0, 3));
    }

    @Test
    void deleteFaces_deadlineBetweenChunks_sendsNoFurtherChunk() {
        vendor.with(ALICE, numbered(0, 8));
        vendor.faults.add(call -> {
            clock.advance(Duration.ofSeconds(5));
            return null;
        });

        FaceException e = failure(numbered(0, 8), LayerCall.plain().withDeadline(ManualTime.START.plusSeconds(5)));

        assertThat(e.kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
        assertThat(e.origin()).isEqualTo(Origin.LOCAL);
        assertThat(e.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(e.attempts()).isEqualTo(1);
        assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.NOT_ATTEMPTED))
                .isEqualTo(numbered(3, 8));
        assertThat(e.facesSoFar().orElseThrow().trace().requestIds()).containsExactly("r1");
        assertThat(vendor.calls).hasSize(1);
    }

    @Test
    void deleteFaces_cancelledBetweenChunks_sendsNoFurtherChunk() {
        vendor.with(ALICE, numbered(0, 8));
        Cancellation cancellation = new Cancellation();
        vendor.faults.add(call -> {
            cancellation.cancel();
            return null;
        });

        FaceException e = failure(numbered(0, 8), LayerCall.plain().withCancellation(cancellation));

        assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(e.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(vendor.calls).hasSize(1);
    }

    @Test
    void deleteFaces_interruptedBetweenChunks_sendsNoFurtherChunkAndKeepsTheFlag() {
        vendor.with(ALICE, numbered(0, 8));
        vendor.faults.add(call -> {
            Thread.currentThread().interrupt();
            return null;
        });

        FaceException e = failure(numbered(0, 8));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.DELETED)).isEqualTo(numbered(0, 3));
    }

    @Test
    void deleteFaces_exceptionInALaterChunk_keepsTheResultsOfEarlierChunks() {
        vendor.with(ALICE, numbered(0, 5));
        vendor.failAfter(1, new IllegalStateException("face f3 of alice"));

        FaceException e = failure(numbered(0, 5));

        assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL);
        assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(e.getMessage()).contains("java.lang.IllegalStateException").doesNotContain("alice");
        assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.DELETED)).isEqualTo(numbered(0, 3));
        assertThat(e.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN)).isEqualTo(numbered(3, 5));
    }

    private FaceException failure(Set<FaceId> faces) {
        return failure(faces, LayerCall.plain());
    }

    private FaceException failure(Set<FaceId> faces, LayerCall options) {
        return catchThrowableOfType(FaceException.class, () -> layer.deleteFaces(ALICE, faces, options));
    }
}
