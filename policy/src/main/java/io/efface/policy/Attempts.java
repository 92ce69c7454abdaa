package io.efface.policy;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the attempts of one call did so far. Knowledge only grows: an open effect stays open until something settles it. */
final class Attempts {
    private final Map<FaceId, FaceResult> faces = new LinkedHashMap<>();
    private final List<String> requestIds = new ArrayList<>();
    private Effect effect = Effect.NONE;
    private int attempts;
    private Duration waited = Duration.ZERO;

    /** Starts without faces, for a call about a whole person. */
    Attempts() {}

    /** Starts with faces of which nothing was sent. */
    Attempts(Set<FaceId> requested) {
        requested.forEach(face -> faces.put(face, FaceResult.notAttempted()));
    }

    /** Returns the faces that another attempt should name: all but those that are gone. */
    Set<FaceId> open() {
        Set<FaceId> open = new LinkedHashSet<>();
        faces.forEach((face, result) -> {
            if (!result.outcome().isGone()) {
                open.add(face);
            }
        });
        return open;
    }

    void waited(Duration time) {
        waited = waited.plus(time);
    }

    /** Adds a failed attempt over the faces that it named; none for a whole person. */
    void failed(FaceException error, Set<FaceId> named) {
        attempts += error.attempts();
        waited = waited.plus(error.waited());
        error.requestId().ifPresent(requestIds::add);
        effect = effect.and(error.effect());
        Map<FaceId, FaceResult> told =
                error.facesSoFar().map(DeleteFacesResult::faces).orElse(Map.of());
        FaceResult otherwise = error.effect() == Effect.NONE ? FaceResult.failed(error) : FaceResult.unknown();
        boolean doubted = error.effect() == Effect.UNKNOWN
                && told.values().stream().noneMatch(face -> face.outcome().isOpen());
        for (FaceId face : named) {
            FaceResult later = told.getOrDefault(face, otherwise);
            // An error of unknown effect in which no face is open contradicts itself: only what is gone is believed.
            faces.merge(face, doubted && !later.outcome().isGone() ? otherwise : later, Attempts::settle);
        }
    }

    /** Returns the last attempt's success, with what earlier attempts leave open said beside it. */
    DeletePersonResult succeeded(DeletePersonResult result) {
        DeletePersonResult told = result.withTrace(trace().and(result.trace()));
        return effect != Effect.NONE && result.outcome() == PersonOutcome.ALREADY_ABSENT ? told.maybeEarlier() : told;
    }

    /** Returns the last attempt's success, merged with what earlier attempts did to each face. */
    DeleteFacesResult succeeded(DeleteFacesResult result, PersonId person) {
        result.faces().forEach((face, later) -> faces.merge(face, later, Attempts::settle));
        return new DeleteFacesResult(person, faces, result.personDeleted(), trace().and(result.trace()));
    }

    /** Returns the faces as they are, for when no attempt is left to make. */
    DeleteFacesResult settled(PersonId person) {
        return DeleteFacesResult.of(person, faces, trace());
    }

    /** Returns the trace of the attempts so far. */
    CallTrace trace() {
        return new CallTrace(requestIds, attempts, waited, null);
    }

    /** Puts what is known over all attempts into an error; its own attempt must have been added before. */
    FaceExceptionBuilder onto(FaceExceptionBuilder error, PersonId person) {
        error.attempts(attempts).waited(waited);
        if (faces.isEmpty()) {
            return error.effect(effect);
        }
        DeleteFacesResult soFar = settled(person);
        return error.effect(soFar.effect()).facesSoFar(soFar.effect() == Effect.NONE ? null : soFar);
    }

    private static FaceResult settle(FaceResult earlier, FaceResult later) {
        if (earlier.outcome().isGone()) {
            return earlier;
        }
        if (!earlier.outcome().isOpen()) {
            return later;
        }
        return switch (later.outcome()) {
            case DELETED -> later;
            case ALREADY_ABSENT -> later.maybeEarlier();
            case UNKNOWN -> later;
            // Not listed now, or surely not deleted now: an earlier request may still have done it.
            case UNCONFIRMED, FAILED, NOT_ATTEMPTED, RETAINED -> earlier;
        };
    }
}
