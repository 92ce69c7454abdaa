package io.efface.policy;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.PersonId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Collects the results of the requested faces while chunks are sent one after the other. Not thread-safe. */
final class ChunkResults {
    private final PersonId person;
    private final Map<FaceId, FaceResult> results = new LinkedHashMap<>();
    private CallTrace trace = CallTrace.NOTHING_SENT;
    private boolean personDeleted;
    private boolean anyChunkDone;
    private int remaining;

    ChunkResults(PersonId person, Set<FaceId> requested) {
        this.person = person;
        requested.forEach(face -> results.put(face, FaceResult.notAttempted()));
        this.remaining = requested.size();
    }

    boolean isEmpty() {
        return !anyChunkDone;
    }

    /** Adds the result of a chunk. If the result lacks a face of the chunk, the face is unknown. */
    void add(Set<FaceId> chunk, DeleteFacesResult result) {
        put(chunk, face -> result.faces().getOrDefault(face, FaceResult.unknown()));
        trace = trace.and(result.trace());
        personDeleted |= result.personDeleted();
        anyChunkDone = true;
    }

    DeleteFacesResult result() {
        return new DeleteFacesResult(person, results, personDeleted, trace);
    }

    /** Returns the exception of a call that ends before the next chunk is sent. */
    FaceException errorBeforeChunk(FaceException rejection) {
        return anyChunkDone
                ? withAll(rejection, trace.and(CallTrace.NOTHING_SENT.withDetachedFaces(rejection.detachedFaces())))
                : rejection;
    }

    /**
     * Returns the exception of a call that ends because a chunk failed. The results in the error of the chunk are kept. If this error has
     * no result for a face of the chunk, the outcome of the face depends on the effect of the error: {@code FAILED} if the effect is
     * {@code NONE}, otherwise {@code UNKNOWN}.
     */
    FaceException errorOfChunk(Set<FaceId> chunk, FaceException error) {
        if (!anyChunkDone && chunk.size() == remaining && error.effect() == Effect.NONE) {
            return error;
        }
        Map<FaceId, FaceResult> reported =
                error.facesSoFar().map(DeleteFacesResult::faces).orElse(Map.of());
        FaceResult defaultResult = error.effect() == Effect.NONE ? FaceResult.failed(error) : FaceResult.unknown();
        put(chunk, face -> reported.getOrDefault(face, defaultResult));
        return withAll(error, trace.and(traceOf(error)));
    }

    private void put(Set<FaceId> chunk, Function<FaceId, FaceResult> result) {
        chunk.forEach(face -> results.put(face, result.apply(face)));
        remaining -= chunk.size();
    }

    private FaceException withAll(FaceException error, CallTrace all) {
        return error.toBuilder()
                .attempts(all.attempts())
                .waited(all.waited())
                .detachedFaces(all.detachedFaces())
                .facesSoFar(new DeleteFacesResult(person, results, personDeleted, all))
                .build();
    }

    private static CallTrace traceOf(FaceException error) {
        CallTrace chunkTrace = error.facesSoFar().map(DeleteFacesResult::trace).orElse(CallTrace.NOTHING_SENT);
        List<String> ids = chunkTrace.requestIds().isEmpty()
                ? error.requestId().map(List::of).orElse(List.of())
                : chunkTrace.requestIds();
        Set<FaceId> detached = new LinkedHashSet<>(chunkTrace.detachedFaces());
        detached.addAll(error.detachedFaces());
        return new CallTrace(ids, error.attempts(), error.waited(), chunkTrace.readBackError())
                .withDetachedFaces(detached);
    }
}
