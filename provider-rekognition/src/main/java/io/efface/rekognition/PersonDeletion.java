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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes a User with its faces: lists the faces, disassociates them, deletes them, and lists the faces again. Deletes the User when a list
 * is empty. So a read finds the person until the deletion is complete, and a face that is associated during the deletion is deleted, too.
 * DeleteUser alone would leave the faces, and DeleteFaces rejects faces that are associated with a User. If {@value #MOST_ROUNDS} lists
 * contained faces and the next list contains a face, too, the deletion fails. Each request can be repeated safely. An instance serves one
 * call and is immutable.
 */
final class PersonDeletion {
    private static final Operation OPERATION = Operation.DELETE_PERSON;

    private static final int MOST_ROUNDS = 10;

    private final AwsFaceRepository repository;
    private final PersonId person;

    PersonDeletion(AwsFaceRepository repository, PersonId person) {
        this.repository = repository;
        this.person = person;
    }

    /**
     * The state of the deletion before a list. Immutable.
     *
     * @param settled the faces for which nothing is left to do: they were deleted, do not exist, or belong to another User
     * @param rounds the number of earlier lists that contained faces
     * @param deleted whether this deletion has deleted a face
     */
    private record Progress(Set<FaceId> settled, int rounds, boolean deleted) {
        static final Progress NONE = new Progress(Set.of(), 0, false);

        Progress {
            settled = Set.copyOf(settled);
        }

        Progress withFaces(boolean listed) {
            return new Progress(settled, listed ? rounds + 1 : rounds, deleted);
        }

        Progress withSettled(Set<FaceId> faces, boolean deletedSome) {
            Set<FaceId> all = new HashSet<>(settled);
            all.addAll(faces);
            return new Progress(all, rounds, deleted || deletedSome);
        }

        /** Returns the faces that earlier requests of this or an interrupted deletion detached, and that are not settled. */
        List<FaceId> left(CallContext call) {
            return call.detachedFaces().stream()
                    .filter(face -> !settled.contains(face))
                    .toList();
        }

        /** Checks a listed face. */
        void check(FaceId face, RekognitionResponse response) {
            if (settled.contains(face)) {
                // The list is out of date, so a face that was associated in the meantime may be missing from it.
                throw response.conflict(
                        "the list of the person's faces is not current: it contains a face that was deleted before");
            }
            if (rounds == MOST_ROUNDS) {
                throw response.conflict(
                        MOST_ROUNDS + " lists of the person's faces contained new faces, and another list"
                                + " still does; another application may be adding faces");
            }
        }

        Effect effect() {
            return deleted ? Effect.PARTIAL : Effect.NONE;
        }
    }

    /** Sends the first request, which lists faces. */
    Step<DeletePersonResult> start(CallContext call) {
        return list(Progress.NONE, call);
    }

    private Step<DeletePersonResult> list(Progress progress, CallContext call) {
        return FaceListing.<DeletePersonResult>ofUser(
                        repository,
                        OPERATION,
                        person,
                        progress::check,
                        (listed, trace, each) -> listed(progress, listed, trace, each))
                .start(call);
    }

    private Step<DeletePersonResult> listed(
            Progress progress, Optional<List<FaceListing.Face>> listed, CallTrace trace, CallContext call) {
        List<FaceId> faces =
                listed.orElse(List.of()).stream().map(FaceListing.Face::id).toList();
        if (!faces.isEmpty() || !progress.left(call).isEmpty()) {
            return disassociate(progress.withFaces(!faces.isEmpty()), faces, 0, trace);
        }
        // DeleteUser is sent even if ListFaces found no User, because AWS does not document that ListFaces finds a User
        // without faces.
        return Step.more(OPERATION, trace, each -> deleteUser(progress, each));
    }

    private Step<DeletePersonResult> disassociate(Progress progress, List<FaceId> faces, int from, CallTrace trace) {
        if (from == faces.size()) {
            return deleteLeft(progress, trace);
        }
        int end = Math.min(from + AwsCapabilities.FACES_PER_CALL, faces.size());
        Set<FaceId> part = new LinkedHashSet<>(faces.subList(from, end));
        return Step.<DeletePersonResult>more(Operation.DELETE_FACES, trace, call -> {
                    RekognitionResponse response = repository.disassociate(OPERATION, person, part, call);
                    if (!RekognitionErrorMapper.isMissing(response)) {
                        Set<FaceId> others = FaceDeletions.ofOtherUsers(response, part);
                        return disassociate(progress.withSettled(others, false), faces, end, response.trace());
                    }
                    // A missing collection is an error, but another deletion may have removed the User.
                    return Step.more(
                            Operation.FIND_PERSON,
                            response.trace(),
                            each -> disassociate(
                                    progress, faces, end, repository.checkCollection(OPERATION, person, each)));
                })
                .detaching(part);
    }

    /** Deletes the detached faces in parts, and then lists the faces again. */
    private Step<DeletePersonResult> deleteLeft(Progress progress, CallTrace trace) {
        return Step.more(Operation.DELETE_FACES, trace, call -> {
            List<FaceId> left = progress.left(call);
            return left.isEmpty() ? list(progress, call) : delete(progress, left, call);
        });
    }

    private Step<DeletePersonResult> delete(Progress progress, List<FaceId> left, CallContext call) {
        int end = Math.min(AwsCapabilities.FACES_PER_CALL, left.size());
        Set<FaceId> part = new LinkedHashSet<>(left.subList(0, end));
        RekognitionResponse response = repository.deleteFaces(OPERATION, person, part, call);
        if (RekognitionErrorMapper.isMissing(response)) {
            return Step.more(Operation.FIND_PERSON, response.trace(), each -> {
                repository.checkCollection(OPERATION, person, each);
                throw response.malformed();
            });
        }
        FaceDeletions deletions = new FaceDeletions(response, part);
        if (part.stream().anyMatch(face -> deletions.of(face, person) == Meaning.NOT_MENTIONED)) {
            throw response.malformed();
        }
        if (part.stream().anyMatch(face -> deletions.of(face, person) == Meaning.STILL_ASSOCIATED)) {
            throw deletions.stillAssociated().build();
        }
        Progress now = progress.withSettled(part, deletions.hasDeleted());
        Step.More<DeletePersonResult> next = end < left.size()
                ? Step.more(
                        Operation.DELETE_FACES,
                        response.trace(),
                        each -> delete(now, left.subList(end, left.size()), each))
                : Step.more(Operation.FIND_PERSON, response.trace(), each -> list(now, each));
        return next.withEffect(now.effect());
    }

    /**
     * Deletes the User as the last step. If several deletions run at the same time, the deletion that removes the User counts as the
     * deletion of the person.
     */
    private Step<DeletePersonResult> deleteUser(Progress progress, CallContext call) {
        RekognitionResponse response = repository.deleteUser(person, call);
        if (!RekognitionErrorMapper.isMissing(response)) {
            return Step.done(DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.ACCEPTED, response.trace()));
        }
        return Step.more(
                Operation.FIND_PERSON,
                response.trace(),
                each -> Step.done(missingUser(progress, repository.checkCollection(OPERATION, person, each))));
    }

    /**
     * Returns the result for a User that does not exist. The result is {@code DELETED} if no list contained faces and this deletion deleted
     * detached faces, because these faces were the last data of the person. Otherwise the result is {@code ALREADY_ABSENT}.
     */
    private DeletePersonResult missingUser(Progress progress, CallTrace trace) {
        boolean deletedWhatWasLeft = progress.deleted() && progress.rounds() == 0;
        PersonOutcome outcome = deletedWhatWasLeft ? PersonOutcome.DELETED : PersonOutcome.ALREADY_ABSENT;
        return DeletePersonResult.of(person, outcome, Evidence.CONFIRMED, trace);
    }
}
