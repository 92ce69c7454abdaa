package io.efface.rekognition;

import io.efface.CallTrace;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.rekognition.FaceDeletions.Meaning;
import io.efface.spi.CallContext;
import io.efface.spi.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Deletes a User with its faces: lists the faces, disassociates them, deletes them, and deletes the User last. So a read finds the person
 * until the deletion is complete. DeleteUser alone would leave the faces, and DeleteFaces rejects faces that are associated with a User.
 * Each request can be repeated safely. An instance serves one call and is immutable.
 */
final class PersonDeletion {
    private static final Operation OPERATION = Operation.DELETE_PERSON;

    private final AwsFaceRepository repository;
    private final PersonId person;

    PersonDeletion(AwsFaceRepository repository, PersonId person) {
        this.repository = repository;
        this.person = person;
    }

    /** Sends the first request, which lists faces. */
    Step<DeletePersonResult> start(CallContext call) {
        return FaceListing.ofUser(repository, OPERATION, person, this::listed).start(call);
    }

    private Step<DeletePersonResult> listed(
            Optional<List<FaceListing.Face>> listed, CallTrace trace, CallContext call) {
        if (listed.isEmpty() && call.detachedFaces().isEmpty()) {
            return absent(trace);
        }
        List<FaceId> faces =
                listed.orElse(List.of()).stream().map(FaceListing.Face::id).toList();
        return disassociate(faces, 0, trace, call.detachedFaces().isEmpty());
    }

    private Step<DeletePersonResult> absent(CallTrace trace) {
        return Step.done(DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, trace));
    }

    private Step<DeletePersonResult> disassociate(
            List<FaceId> faces, int from, CallTrace trace, boolean isNothingDetached) {
        if (from < faces.size()) {
            int end = Math.min(from + AwsCapabilities.FACES_PER_CALL, faces.size());
            Set<FaceId> part = new LinkedHashSet<>(faces.subList(from, end));
            return Step.<DeletePersonResult>more(Operation.DELETE_FACES, trace, call -> {
                        RekognitionResponse response = repository.disassociate(OPERATION, person, part, call);
                        return afterCheck(response, checked -> disassociate(faces, end, checked, false));
                    })
                    .detaching(part);
        }
        boolean hadFaces = !faces.isEmpty();
        return isNothingDetached && !hadFaces
                ? Step.more(OPERATION, trace, call -> deleteUser(false, call))
                // The detached faces of the call include faces that an earlier, interrupted attempt detached.
                : Step.more(
                        Operation.DELETE_FACES,
                        trace,
                        call -> delete(hadFaces, new ArrayList<>(call.detachedFaces()), 0, false, call));
    }

    /**
     * Continues after a disassociation. If a resource is missing, checks that the collection exists: a missing collection is an error, but
     * another deletion may have removed the User.
     */
    private Step<DeletePersonResult> afterCheck(
            RekognitionResponse response, Function<CallTrace, Step<DeletePersonResult>> next) {
        return RekognitionErrorMapper.isMissing(response)
                ? Step.more(
                        Operation.FIND_PERSON,
                        response.trace(),
                        call -> next.apply(repository.checkCollection(OPERATION, person, call)))
                : next.apply(response.trace());
    }

    private Step<DeletePersonResult> delete(
            boolean hadFaces, List<FaceId> faces, int from, boolean deletedBefore, CallContext call) {
        int end = Math.min(from + AwsCapabilities.FACES_PER_CALL, faces.size());
        Set<FaceId> part = new LinkedHashSet<>(faces.subList(from, end));
        RekognitionResponse response = repository.deleteFaces(OPERATION, person, part, call);
        if (RekognitionErrorMapper.isMissing(response)) {
            return Step.<DeletePersonResult>more(Operation.FIND_PERSON, response.trace(), each -> {
                        repository.checkCollection(OPERATION, person, each);
                        throw response.malformed();
                    })
                    .withEffect(deletedBefore ? Effect.PARTIAL : Effect.NONE);
        }
        FaceDeletions deletions = new FaceDeletions(response);
        if (part.stream().anyMatch(face -> deletions.of(face, person) == Meaning.NOT_MENTIONED)) {
            throw response.malformed();
        }
        if (part.stream().anyMatch(face -> deletions.of(face, person) == Meaning.STILL_ASSOCIATED)) {
            throw deletions.stillAssociated().build();
        }
        boolean deleted = deletedBefore || deletions.hasDeleted();
        Step.More<DeletePersonResult> next = end == faces.size()
                ? Step.more(OPERATION, response.trace(), each -> deleteUser(deleted && !hadFaces, each))
                : Step.more(
                        Operation.DELETE_FACES, response.trace(), each -> delete(hadFaces, faces, end, deleted, each));
        return next.withEffect(deleted ? Effect.PARTIAL : Effect.NONE);
    }

    /**
     * Deletes the User as the last step. If several deletions run at the same time, the deletion that removes the User counts as the
     * deletion of the person.
     *
     * @param deletedWhatWasLeft true if the list of the User's faces was empty and this deletion deleted detached faces; if the User is
     *     missing, too, these faces were the last of the person
     */
    private Step<DeletePersonResult> deleteUser(boolean deletedWhatWasLeft, CallContext call) {
        RekognitionResponse response = repository.deleteUser(person, call);
        if (!RekognitionErrorMapper.isMissing(response)) {
            return Step.done(DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.ACCEPTED, response.trace()));
        }
        PersonOutcome outcome = deletedWhatWasLeft ? PersonOutcome.DELETED : PersonOutcome.ALREADY_ABSENT;
        return Step.<DeletePersonResult>more(
                        Operation.FIND_PERSON,
                        response.trace(),
                        each -> Step.done(DeletePersonResult.of(
                                person,
                                outcome,
                                Evidence.CONFIRMED,
                                repository.checkCollection(OPERATION, person, each))))
                .withEffect(deletedWhatWasLeft ? Effect.PARTIAL : Effect.NONE);
    }
}
