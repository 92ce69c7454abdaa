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
 * A target as it was when it was read.
 *
 * @param id its row
 * @param attempt the attempts made so far
 * @param hash the person's keyed hash in hex
 * @param hidden the person's id at rest
 * @param faces those to delete, or to read back; empty for a whole person
 * @param notBefore until when it is left alone, or null
 * @param outcomeAt when it was settled, or null
 * @param looks how often a verification has found it so far
 * @param refuted whether it is a whole person that a read found after the vendor had accepted the deletion, and none has missed since
 * @param detached its faces that a read of the person lists only if it is given their ids
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

    /** Returns whether the effect of an earlier attempt is open, so that a read comes before a deletion. */
    public boolean isDoubtful() {
        return state == TargetState.UNKNOWN
                || (state == TargetState.PARTIAL && faces.stream().anyMatch(OpenFace::isDoubtful));
    }

    /** Returns this target after an attempt that surely was not sent. */
    public Target again(TargetState now, int attempts) {
        return copy(attempts, now, faces, maybeEarlier, null, looks, detached);
    }

    /** Returns this target after its claim was lost with the lease: in doubt, and not to be touched for a while. */
    public Target orphaned(int attempts, Instant until) {
        List<OpenFace> doubtful = faces.stream().map(OpenFace::orphaned).toList();
        return copy(attempts, TargetState.UNKNOWN, doubtful, true, until, looks, detached);
    }

    /** Returns this target with fewer faces. */
    public Target with(List<OpenFace> fewer) {
        return copy(attempt, state, fewer, maybeEarlier, notBefore, looks, detached);
    }

    /** Returns this target without some of its faces. */
    public Target without(List<OpenFace> some) {
        Set<OpenFace> gone = Set.copyOf(some);
        return with(faces.stream().filter(face -> !gone.contains(face)).toList());
    }

    /** Returns this target to be taken later. */
    public Target after(Instant time) {
        return copy(attempt, state, faces, maybeEarlier, time, looks, detached);
    }

    /** Returns this target after a verification has found it. */
    public Target found() {
        return copy(attempt, state, faces, maybeEarlier, notBefore, looks + 1, detached);
    }

    /** Returns this target after requests made more of its faces unfindable. */
    public Target detaching(List<DetachedFace> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<DetachedFace> all = Stream.concat(detached.stream(), more.stream()).toList();
        return copy(attempt, state, faces, maybeEarlier, notBefore, looks, all);
    }

    private Target copy(
            int attempts,
            TargetState now,
            List<OpenFace> some,
            boolean earlier,
            @Nullable Instant until,
            int found,
            List<DetachedFace> unfindable) {
        return new Target(
                id,
                attempts,
                now,
                operation,
                hash,
                hidden,
                some,
                earlier,
                until,
                outcomeAt,
                found,
                refuted,
                unfindable);
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
