package io.efface.policy;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deletes the whole person if a call deletes all faces of the person. The faces that the read found get the result of the person.
 *
 * @param unlisted the results of the requested faces that the read did not find
 */
record PersonDeletionForFaces(PersonId person, Set<FaceId> requested, Map<FaceId, FaceResult> unlisted) {
    DeleteFacesResult delete(AccountRepository inner, LayerCall call) {
        DeletePersonResult deleted;
        try {
            deleted = inner.deletePerson(person, call);
        } catch (FaceException e) {
            throw failed(e);
        }
        FaceOutcome outcome =
                deleted.outcome() == PersonOutcome.DELETED ? FaceOutcome.DELETED : FaceOutcome.ALREADY_ABSENT;
        FaceResult result =
                new FaceResult.Gone(outcome, deleted.evidence(), deleted.verifiedAt(), deleted.maybeByEarlierAttempt());
        return new DeleteFacesResult(person, resultsOfRequested(result), true, deleted.trace());
    }

    private FaceException failed(FaceException error) {
        if (error.effect() == Effect.NONE) {
            return error.toBuilder(Operation.DELETE_FACES).build();
        }
        CallTrace trace = new CallTrace(
                error.requestId().map(List::of).orElse(List.of()), error.attempts(), error.waited(), null);
        return error.toBuilder(Operation.DELETE_FACES)
                .facesSoFar(DeleteFacesResult.of(person, resultsOfRequested(FaceResult.unknown()), trace))
                .build();
    }

    private Map<FaceId, FaceResult> resultsOfRequested(FaceResult resultOfPerson) {
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        requested.forEach(face -> results.put(face, unlisted.getOrDefault(face, resultOfPerson)));
        return results;
    }
}
