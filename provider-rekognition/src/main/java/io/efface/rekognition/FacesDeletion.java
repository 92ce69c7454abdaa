package io.efface.rekognition;

import io.efface.CallTrace;
import io.efface.Classification;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.RetryAdvice;
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
 * Deletes faces of a User: looks up with which User each face is associated, disassociates the faces of the given User, and deletes them.
 * Does not delete faces of another User. A face without a User is deleted if an earlier deletion detached this face from the person. The
 * deletion of any other face without a User fails. Each request can be repeated safely. An instance serves one call and is immutable.
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
        Set<FaceId> detached = new LinkedHashSet<>();
        // At first, every face counts as absent. A face that is not listed does not exist, and a face of another User
        // does not belong to this person.
        Map<FaceId, FaceResult> known = new LinkedHashMap<>();
        requested.forEach(face -> known.put(face, FaceResult.alreadyAbsent(Evidence.CONFIRMED)));
        for (Face face : listed.orElseThrow()) {
            if (face.isOf(person)) {
                attached.add(face.id());
            } else if (face.owner() == null && call.detachedFaces().contains(face.id())) {
                detached.add(face.id());
            } else if (face.owner() == null) {
                known.put(face.id(), FaceResult.failed(withoutUser()));
            }
        }
        if (!attached.isEmpty()) {
            return Step.<DeleteFacesResult>more(OPERATION, trace, each -> disassociate(attached, detached, known, each))
                    .detaching(attached);
        }
        return deleteAny(detached, known, trace);
    }

    /** Returns the error for a face that exists without a User. The face may belong to anybody, so it is not deleted. */
    private static FaceException withoutUser() {
        return FaceException.of(OPERATION, ErrorKind.FAILED_PRECONDITION)
                .provider(AwsFaceRepositoryProvider.NAME)
                .origin(Origin.VENDOR)
                .effect(Effect.NONE)
                .advice(RetryAdvice.NEVER)
                .classification(Classification.SHAPE)
                .aboutTarget(true)
                .attempts(1)
                .detail("the face exists but is associated with no User, so it is unknown whose face it is")
                .build();
    }

    private Step<DeleteFacesResult> disassociate(
            Set<FaceId> attached, Set<FaceId> detached, Map<FaceId, FaceResult> known, CallContext call) {
        RekognitionResponse response = repository.disassociate(OPERATION, person, attached, call);
        Set<FaceId> deletable = new LinkedHashSet<>(attached);
        deletable.addAll(detached);
        if (RekognitionErrorMapper.isMissing(response)) {
            // Either another deletion removed the User, whose faces may still exist, or the collection is missing,
            // which is an error.
            return Step.more(
                    Operation.FIND_PERSON,
                    response.trace(),
                    each -> deleteAny(deletable, known, repository.checkCollection(OPERATION, person, each)));
        }
        deletable.removeAll(FaceDeletions.ofOtherUsers(response, attached));
        return deleteAny(deletable, known, response.trace());
    }

    private Step<DeleteFacesResult> deleteAny(Set<FaceId> deletable, Map<FaceId, FaceResult> known, CallTrace trace) {
        return deletable.isEmpty()
                ? Step.done(DeleteFacesResult.of(person, known, trace))
                : Step.more(OPERATION, trace, each -> delete(deletable, known, each));
    }

    private Step<DeleteFacesResult> delete(Set<FaceId> deletable, Map<FaceId, FaceResult> known, CallContext call) {
        try {
            RekognitionResponse response = repository.deleteFaces(OPERATION, person, deletable, call);
            if (RekognitionErrorMapper.isMissing(response)) {
                return Step.more(Operation.FIND_PERSON, response.trace(), each -> {
                    repository.checkCollection(OPERATION, person, each);
                    throw withEach(response.malformed(), deletable, known);
                });
            }
            FaceDeletions deletions = new FaceDeletions(response, deletable);
            DeleteFacesResult result =
                    DeleteFacesResult.of(person, with(known, deletable, deletions), response.trace());
            if (deletable.stream().anyMatch(face -> deletions.of(face, person) == Meaning.STILL_ASSOCIATED)) {
                throw stillAssociated(deletions, result);
            }
            return Step.done(result);
        } catch (FaceException e) {
            throw withEach(e, deletable, known);
        }
    }

    private static FaceException stillAssociated(FaceDeletions deletions, DeleteFacesResult result) {
        FaceExceptionBuilder failure = deletions.stillAssociated().effect(result.effect());
        return (result.effect() == Effect.NONE ? failure : failure.facesSoFar(result)).build();
    }

    /**
     * Returns a failure of DeleteFaces with a result for each face. The results of the faces that the request did not contain are known.
     */
    private FaceException withEach(FaceException failure, Set<FaceId> deletable, Map<FaceId, FaceResult> known) {
        FaceException each = AwsFaceRepository.withEach(failure, person, requested);
        return each.facesSoFar()
                .map(faces -> {
                    Map<FaceId, FaceResult> results = new LinkedHashMap<>(faces.faces());
                    results.replaceAll(
                            (face, result) -> deletable.contains(face) ? result : known.getOrDefault(face, result));
                    return each.toBuilder()
                            .facesSoFar(DeleteFacesResult.of(person, results, faces.trace()))
                            .build();
                })
                .orElse(each);
    }

    private Map<FaceId, FaceResult> with(
            Map<FaceId, FaceResult> known, Set<FaceId> deletable, FaceDeletions deletions) {
        Map<FaceId, FaceResult> results = new LinkedHashMap<>(known);
        deletable.forEach(face -> results.put(face, result(deletions, face)));
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
