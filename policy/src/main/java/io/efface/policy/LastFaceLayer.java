package io.efface.policy;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.RetainedReason;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides what happens if a deletion of faces contains every face of the person. The layer reads the person before the deletion, so it
 * cannot notice a change that another client makes after the read.
 *
 * <p>{@code keep-one} keeps the face whose id is the smallest text, so that a repeat keeps the same face. If the read does not find the
 * person, the layer sends no deletion. Then a second read looks for the faces, because a face can exist without a person. If the second
 * read finds a face, the result of this face is {@code FAILED}, because it is unknown whose face it is. The other faces are reported as
 * absent at the time of the second read. If the person has no faces, the layer passes the call on as a deletion of faces, even if the call
 * permits the deletion of the person.
 *
 * <p>A face that an earlier deletion detached does not count as a face of the person, because it will be deleted. With {@code keep-one},
 * the layer never keeps a detached face. If all faces of a person except one are detached, the remaining face is the last face.
 */
final class LastFaceLayer extends Layer {
    private final LastFaceMode rule;
    private final CallGuard guard;

    LastFaceLayer(AccountRepository inner, LastFaceMode rule, Clock clock) {
        super(inner);
        this.rule = rule;
        this.guard = new CallGuard(clock);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        boolean mayDeletePerson = call.deletesPersonForAllFaces();
        if (rule == LastFaceMode.VENDOR && !mayDeletePerson) {
            return super.deleteFaces(person, faces, call);
        }
        FindPersonResult read = read(person, call);
        if (read.isAbsent()) {
            return DeleteFacesResult.of(person, unlisted(faces, person, read, call), CallTrace.NOTHING_SENT);
        }
        guard.check(Operation.DELETE_FACES, call);
        Set<FaceId> found = read.person().orElseThrow().faces();
        Set<FaceId> facesOfPerson = withoutDetached(found, person, call);
        if (facesOfPerson.isEmpty() || !faces.containsAll(facesOfPerson)) {
            return super.deleteFaces(person, faces, call);
        }
        if (mayDeletePerson) {
            Set<FaceId> others = new LinkedHashSet<>(faces);
            others.removeAll(found);
            Map<FaceId, FaceResult> unlisted = unlisted(others, person, read, call);
            guard.check(Operation.DELETE_FACES, call);
            return new PersonDeletionForFaces(person, faces, unlisted).delete(inner(), call);
        }
        return switch (rule) {
            case REFUSE ->
                throw FaceException.of(Operation.DELETE_FACES, ErrorKind.FAILED_PRECONDITION)
                        .detail("the call deletes every face of the person, and " + reasonToReject()
                                + "; nothing was deleted")
                        .build();
            case KEEP_ONE -> deleteAllBut(Collections.min(facesOfPerson), person, faces, call);
            case VENDOR -> super.deleteFaces(person, faces, call);
        };
    }

    /**
     * Returns those found faces that are not recorded as detached. If all found faces are recorded as detached, returns the faces that the
     * vendor still lists for the person. Such faces exist if an earlier deletion recorded the faces and ended before it detached them.
     *
     * @param found the faces of the person that a read found, including detached faces that exist
     */
    private Set<FaceId> withoutDetached(Set<FaceId> found, PersonId person, LayerCall call) {
        Set<FaceId> left = new LinkedHashSet<>(found);
        left.removeAll(call.detachedFaces());
        if (!left.isEmpty() || found.isEmpty()) {
            return left;
        }
        if (call.deletesPersonForAllFaces()) {
            // A deletion of the person may have been interrupted after it had detached all faces.
            return found;
        }
        Set<FaceId> listed = read(person, call.withoutDetachedFaces())
                .person()
                .map(Person::faces)
                .orElse(Set.of());
        guard.check(Operation.DELETE_FACES, call);
        return listed;
    }

    /**
     * Returns the results of faces that a read of the person did not list. The vendor may still store these faces without a person, so they
     * must be looked for by their ids. If the given read did not do so, this method sends another read.
     */
    private Map<FaceId, FaceResult> unlisted(
            Set<FaceId> faces, PersonId person, FindPersonResult read, LayerCall call) {
        LayerCall withFaces = call.withMoreDetachedFaces(faces);
        FindPersonResult last = withFaces == call ? read : read(person, withFaces);
        Set<FaceId> existing = last.person().map(Person::faces).orElse(Set.of());
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (FaceId face : faces) {
            boolean exists = existing.contains(face);
            results.put(face, exists ? FaceResult.failed(withoutPerson()) : FaceResult.alreadyAbsentAt(last.readAt()));
        }
        return results;
    }

    private static FaceException withoutPerson() {
        return FaceException.of(Operation.DELETE_FACES, ErrorKind.FAILED_PRECONDITION)
                .aboutTarget(true)
                .detail("the face exists, but a read of the person did not list it, so it is unknown whose face it is")
                .build();
    }

    private String reasonToReject() {
        return deletesPerson()
                ? "the vendor deletes the person with the last face; to permit this, use the call's option to delete"
                        + " the person for all its faces, or set last-face = vendor"
                : "last-face = refuse keeps the last face";
    }

    private boolean deletesPerson() {
        return capabilities().lastFace().behavior() == LastFaceRule.Behavior.DELETES_PERSON;
    }

    private FindPersonResult read(PersonId person, LayerCall call) {
        try {
            return inner().findPerson(person, call);
        } catch (FaceException e) {
            throw e.toBuilder(Operation.DELETE_FACES)
                    .attempts(0)
                    .detail("the person could not be read before the deletion, so nothing was deleted"
                            + (deletesPerson()
                                    ? "; this read is needed because the vendor deletes a person with its last face"
                                    : ""))
                    .build();
        }
    }

    private DeleteFacesResult deleteAllBut(FaceId kept, PersonId person, Set<FaceId> faces, LayerCall call) {
        Set<FaceId> others = new LinkedHashSet<>(faces);
        others.remove(kept);
        if (others.isEmpty()) {
            return DeleteFacesResult.all(
                    person, faces, FaceResult.retained(RetainedReason.LAST_FACE), CallTrace.NOTHING_SENT);
        }
        try {
            return withKept(kept, faces, super.deleteFaces(person, others, call));
        } catch (FaceException e) {
            if (e.facesSoFar().isEmpty()) {
                throw e;
            }
            throw e.toBuilder()
                    .facesSoFar(withKept(kept, faces, e.facesSoFar().get()))
                    .build();
        }
    }

    private static DeleteFacesResult withKept(FaceId kept, Set<FaceId> faces, DeleteFacesResult others) {
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (FaceId face : faces) {
            results.put(
                    face,
                    face.equals(kept)
                            ? FaceResult.retained(RetainedReason.LAST_FACE)
                            : others.faces().getOrDefault(face, FaceResult.unknown()));
        }
        return new DeleteFacesResult(others.person(), results, others.personDeleted(), others.trace());
    }
}
