package io.efface.rekognition;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.rekognition.FaceDeletions.Meaning;
import io.efface.rekognition.FaceListing.Face;
import io.efface.spi.CallContext;
import io.efface.spi.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes faces of a User: looks up the User of each face, disassociates the faces of this User, and deletes them. Does not delete faces of
 * another User. Deletes a face without a User only if an earlier deletion detached it from this person. Each request can be repeated
 * safely. An instance serves one call and is immutable.
 */
final class FacesDeletion {
    private static final Operation OPERATION = Operation.DELETE_FACES;

    private final AwsFaceRepository repository;
    private final PersonId person;
    private final Set<FaceId> requested;

    FacesDeletion(AwsFaceRepository repository, PersonId person, Set<FaceId> requested) {
        this.repository = repository;
        this.person = person;
        this.requested = requested;
    }

    /** Sends the first request, which lists the faces. */
    Step<DeleteFacesResult> start(CallContext call) {
        return FaceListing.ofFaces(repository, OPERATION, person, new ArrayList<>(requested), this::listed)
                .start(call);
    }

    private Step<DeleteFacesResult> listed(Optional<List<Face>> listed, CallTrace trace, CallContext call) {
        Set<FaceId> attached = new LinkedHashSet<>();
        Set<FaceId> deletable = new LinkedHashSet<>();
        for (Face face : listed.orElseThrow()) {
            if (!requested.contains(face.id())) {
                continue;
            }
            if (face.isOf(person)) {
                attached.add(face.id());
                deletable.add(face.id());
            } else if (face.owner() == null && call.detachedFaces().contains(face.id())) {
                deletable.add(face.id());
            }
        }
        if (deletable.isEmpty()) {
            return Step.done(
                    DeleteFacesResult.all(person, requested, FaceResult.alreadyAbsent(Evidence.CONFIRMED), trace));
        }
        return attached.isEmpty()
                ? Step.more(OPERATION, trace, each -> delete(deletable, each))
                : Step.<DeleteFacesResult>more(OPERATION, trace, each -> disassociate(attached, deletable, each))
                        .detaching(attached);
    }

    private Step<DeleteFacesResult> disassociate(Set<FaceId> attached, Set<FaceId> deletable, CallContext call) {
        RekognitionResponse response = repository.disassociate(OPERATION, person, attached, call);
        if (RekognitionErrorMapper.isMissing(response)) {
            // Either another deletion removed the User, whose faces may still exist, or the collection is missing,
            // which is an error.
            return Step.more(Operation.FIND_PERSON, response.trace(), each -> {
                CallTrace trace = repository.checkCollection(OPERATION, person, each);
                return Step.more(OPERATION, trace, later -> delete(deletable, later));
            });
        }
        return Step.more(OPERATION, response.trace(), each -> delete(deletable, each));
    }

    private Step<DeleteFacesResult> delete(Set<FaceId> deletable, CallContext call) {
        try {
            RekognitionResponse response = repository.deleteFaces(OPERATION, person, deletable, call);
            if (RekognitionErrorMapper.isMissing(response)) {
                return Step.more(Operation.FIND_PERSON, response.trace(), each -> {
                    repository.checkCollection(OPERATION, person, each);
                    throw AwsFaceRepository.withEach(response.malformed(), person, requested);
                });
            }
            FaceDeletions deletions = new FaceDeletions(response);
            DeleteFacesResult result = DeleteFacesResult.of(person, results(deletable, deletions), response.trace());
            if (deletable.stream().anyMatch(face -> deletions.of(face, person) == Meaning.STILL_ASSOCIATED)) {
                throw stillAssociated(deletions, result);
            }
            return Step.done(result);
        } catch (FaceException e) {
            throw AwsFaceRepository.withEach(e, person, requested);
        }
    }

    private static FaceException stillAssociated(FaceDeletions deletions, DeleteFacesResult result) {
        FaceExceptionBuilder failure = deletions.stillAssociated().effect(result.effect());
        return (result.effect() == Effect.NONE ? failure : failure.facesSoFar(result)).build();
    }

    private Map<FaceId, FaceResult> results(Set<FaceId> deletable, FaceDeletions deletions) {
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (FaceId face : requested) {
            results.put(
                    face,
                    deletable.contains(face) ? result(deletions, face) : FaceResult.alreadyAbsent(Evidence.CONFIRMED));
        }
        return results;
    }

    private FaceResult result(FaceDeletions deletions, FaceId face) {
        return switch (deletions.of(face, person)) {
            case DELETED -> FaceResult.deleted(Evidence.CONFIRMED);
            case NOT_OF_THE_PERSON -> FaceResult.alreadyAbsent(Evidence.CONFIRMED);
            case STILL_ASSOCIATED ->
                FaceResult.failed(
                        deletions.stillAssociated().effect(Effect.NONE).build());
            case NOT_MENTIONED -> FaceResult.unconfirmed();
        };
    }
}
