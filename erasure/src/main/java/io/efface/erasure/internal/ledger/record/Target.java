package io.efface.erasure.internal.ledger.record;

import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.erasure.TargetState;
import io.efface.erasure.keys.JobCipher;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A target at the time when it was read from the ledger.
 *
 * @param id the number of the target's row
 * @param attempt the number of attempts so far
 * @param hash the keyed hash of the person's id, in hex
 * @param hidden the encrypted id of the person
 * @param faces the faces to delete or to read back; empty for a whole person
 * @param maybeEarlier whether an earlier attempt of unknown effect may have deleted the target
 * @param notBefore the time before which no call is made for the target, or null
 * @param outcomeAt the time of the last outcome, or null
 * @param looks the number of reads of the running verification that have found the target
 * @param refuted true for a whole person, if a read found the person after the vendor had accepted the deletion, and no later read has
 *     confirmed the person's absence
 * @param detached the detached faces of the target; a read of the person finds them only by their ids
 */
public record Target(
        long id,
        int attempt,
        TargetState state,
        Operation operation,
        String hash,
        HiddenId hidden,
        List<OpenFace> faces,
        boolean maybeEarlier,
        @Nullable Instant notBefore,
        @Nullable Instant outcomeAt,
        int looks,
        boolean refuted,
        List<DetachedFace> detached) {
    public PersonId person(JobCipher cipher) {
        return PersonId.of(hidden.text(cipher));
    }

    /** Returns whether the effect of an earlier attempt is unknown. A run then reads the target before it sends a deletion. */
    public boolean isDoubtful() {
        return state == TargetState.UNKNOWN
                || (state == TargetState.PARTIAL && faces.stream().anyMatch(OpenFace::isDoubtful));
    }

    /** Returns this target after an attempt, with the values that the same run needs to process the target again. */
    public Target again(TargetState now, int attempts) {
        return copy(attempts, now, faces, maybeEarlier, null, looks, detached);
    }

    /**
     * Returns this target after its worker lost the lease: the target is in the state {@code UNKNOWN}.
     *
     * @param until the time before which no call is made for the target
     */
    public Target orphaned(int attempts, Instant until) {
        List<OpenFace> doubtful = faces.stream().map(OpenFace::orphaned).toList();
        return copy(attempts, TargetState.UNKNOWN, doubtful, true, until, looks, detached);
    }

    /** Returns this target with other faces. */
    public Target with(List<OpenFace> otherFaces) {
        return copy(attempt, state, otherFaces, maybeEarlier, notBefore, looks, detached);
    }

    /** Returns this target without some of its faces. */
    public Target without(List<OpenFace> someFaces) {
        Set<OpenFace> excluded = Set.copyOf(someFaces);
        return with(faces.stream().filter(face -> !excluded.contains(face)).toList());
    }

    /** Returns this target with a time before which no call is made for it. */
    public Target after(Instant time) {
        return copy(attempt, state, faces, maybeEarlier, time, looks, detached);
    }

    /** Returns this target after one more read of a verification has found it. */
    public Target found() {
        return copy(attempt, state, faces, maybeEarlier, notBefore, looks + 1, detached);
    }

    /** Returns this target after requests have detached more of its faces. */
    public Target detaching(List<DetachedFace> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<DetachedFace> all = Stream.concat(detached.stream(), more.stream()).toList();
        return copy(attempt, state, faces, maybeEarlier, notBefore, looks, all);
    }

    private Target copy(
            int newAttempt,
            TargetState newState,
            List<OpenFace> newFaces,
            boolean newMaybeEarlier,
            @Nullable Instant newNotBefore,
            int newLooks,
            List<DetachedFace> newDetached) {
        return new Target(
                id,
                newAttempt,
                newState,
                operation,
                hash,
                hidden,
                newFaces,
                newMaybeEarlier,
                newNotBefore,
                outcomeAt,
                newLooks,
                refuted,
                newDetached);
    }

    /** Returns the ids of the faces to delete or to read back. */
    public Set<FaceId> faceIds(JobCipher cipher) {
        return faces.stream().map(face -> face.id(cipher)).collect(Collectors.toSet());
    }

    /** Returns the ids of the detached faces. */
    public Set<FaceId> detached(JobCipher cipher) {
        return detached.stream().map(face -> face.id(cipher)).collect(Collectors.toSet());
    }

    /** Contains no id. */
    @Override
    public String toString() {
        return "Target[" + id + ", " + state + ']';
    }
}
