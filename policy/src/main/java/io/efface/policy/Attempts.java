package io.efface.policy;

import io.efface.CallResult;
import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Combines the results and errors of the attempts of one request. If the outcome of a face is unknown after an attempt, it stays unknown
 * until the result of a later attempt shows what happened to the face.
 */
final class Attempts {
    private final Map<FaceId, FaceResult> faces = new LinkedHashMap<>();
    private final List<String> requestIds = new ArrayList<>();
    private Effect effect = Effect.NONE;
    private int attempts;
    private Duration waited = Duration.ZERO;
    private boolean anyFailed;

    /**
     * Creates the state before the first attempt.
     *
     * @param requested the faces that the call deletes; empty for operations on a person
     */
    Attempts(Set<FaceId> requested) {
        requested.forEach(face -> faces.put(face, FaceResult.notAttempted()));
    }

    /** Returns whether no attempt has failed yet. */
    boolean isFirst() {
        return !anyFailed;
    }

    /** Returns the faces for the next attempt: all faces that are not gone. */
    Set<FaceId> remainingFaces() {
        Set<FaceId> remaining = new LinkedHashSet<>();
        faces.forEach((face, result) -> {
            if (!result.outcome().isGone()) {
                remaining.add(face);
            }
        });
        return remaining;
    }

    void addWait(Duration time) {
        waited = waited.plus(time);
    }

    /** Adds a failed attempt to delete the remaining faces. */
    void addFailure(FaceException error) {
        Set<FaceId> sent = remainingFaces();
        anyFailed = true;
        attempts += error.attempts();
        waited = waited.plus(error.waited());
        error.requestId().ifPresent(requestIds::add);
        effect = effect.and(error.effect());
        Map<FaceId, FaceResult> reported =
                error.facesSoFar().map(DeleteFacesResult::faces).orElse(Map.of());
        FaceResult defaultResult = error.effect() == Effect.NONE ? FaceResult.failed(error) : FaceResult.unknown();
        boolean isContradictory = error.effect() == Effect.UNKNOWN
                && reported.values().stream().noneMatch(face -> face.outcome().isUncertain());
        for (FaceId face : sent) {
            FaceResult later = reported.getOrDefault(face, defaultResult);
            // An error contradicts itself if its effect is unknown and none of its faces is unknown. Only its results
            // for faces that are gone are then used.
            faces.merge(face, isContradictory && !later.outcome().isGone() ? defaultResult : later, Attempts::merge);
        }
    }

    /** Adds the trace, the effect and the results of the earlier attempts to the step of a later attempt. */
    <T extends CallResult<T>> Step<T> withEarlierAttempts(Step<T> step, PersonId person) {
        if (step instanceof Step.More<T> more) {
            return more.withTrace(trace().and(more.trace()))
                    .withEffect(effect.and(more.effect()))
                    .map(result -> withEarlierAttempts(result, person));
        }
        return step.map(result -> withEarlierAttempts(result, person).withTrace(trace().and(result.trace())));
    }

    @SuppressWarnings("unchecked") // each result is replaced by a result of the same type
    private <T extends CallResult<T>> T withEarlierAttempts(T result, PersonId person) {
        if (result instanceof DeletePersonResult deleted) {
            boolean maybeEarlier = effect != Effect.NONE && deleted.outcome() == PersonOutcome.ALREADY_ABSENT;
            return (T) (CallResult<?>) (maybeEarlier ? deleted.maybeEarlier() : deleted);
        }
        if (result instanceof DeleteFacesResult deleted) {
            deleted.faces().forEach((face, later) -> faces.merge(face, later, Attempts::merge));
            return (T) (CallResult<?>) new DeleteFacesResult(person, faces, deleted.personDeleted(), deleted.trace());
        }
        return result;
    }

    private DeleteFacesResult resultFor(PersonId person) {
        return DeleteFacesResult.of(person, faces, trace());
    }

    /** Returns whether every requested face is gone after the failed attempts. No further attempt is needed then. */
    boolean isComplete() {
        return anyFailed && !faces.isEmpty() && remainingFaces().isEmpty();
    }

    /** Returns the results of the faces as the last step of the deletion. */
    @SuppressWarnings("unchecked") // only a deletion of faces has faces
    <T extends CallResult<T>> Step<T> completedStep(PersonId person) {
        return (Step<T>) Step.done(resultFor(person));
    }

    /** Returns the trace of the attempts so far. */
    CallTrace trace() {
        return new CallTrace(requestIds, attempts, waited, null);
    }

    /**
     * Sets the attempts, the wait, the effect and the results of all attempts in an error. Before this call, {@link #addFailure} must have
     * been called for every failed attempt, including the last one.
     */
    FaceExceptionBuilder applyTo(FaceExceptionBuilder error, PersonId person) {
        error.attempts(attempts).waited(waited);
        if (faces.isEmpty()) {
            return error.effect(effect);
        }
        DeleteFacesResult soFar = resultFor(person);
        return error.effect(soFar.effect()).facesSoFar(soFar.effect() == Effect.NONE ? null : soFar);
    }

    private static FaceResult merge(FaceResult earlier, FaceResult later) {
        if (earlier.outcome().isGone()) {
            return earlier;
        }
        if (!earlier.outcome().isUncertain()) {
            return later;
        }
        return switch (later.outcome()) {
            case DELETED -> later;
            case ALREADY_ABSENT -> mayHaveDeleted(earlier) ? later.maybeEarlier() : later;
            case UNKNOWN -> later;
            case UNCONFIRMED -> mayHaveDeleted(earlier) ? earlier : later;
            // The later attempt did not delete the face, but an earlier request may still have deleted it.
            case FAILED, NOT_ATTEMPTED, RETAINED -> earlier;
        };
    }

    private static boolean mayHaveDeleted(FaceResult earlier) {
        return earlier.maybeDeleted() || earlier.maybeByEarlierAttempt();
    }
}
