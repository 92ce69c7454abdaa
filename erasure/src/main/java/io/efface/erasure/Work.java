package io.efface.erasure;

import io.efface.Operation;
import io.efface.PersonId;
import io.efface.erasure.keys.JobCipher;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target as it was when it was read: what its claim believes.
 *
 * @param id its row
 * @param attempt the attempts made so far
 * @param hash the person's keyed hash in hex
 * @param hidden the person's id at rest
 * @param faces those to delete, or to read back; empty for a whole person
 * @param notBefore until when it is left alone, or null
 * @param outcomeAt when it was settled, or null
 * @param refusedAfter the account's successes when it last refused this target in this run, or -1
 * @param looks how often a verification has found it so far
 */
record Work(
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
        long refusedAfter,
        int looks) {
    PersonId person(JobCipher cipher) {
        return new PersonId(hidden.text(cipher));
    }

    /** Returns whether the effect of an earlier attempt is open, so that a read comes before a deletion. */
    boolean isDoubtful() {
        return state == TargetState.UNKNOWN
                || (state == TargetState.PARTIAL && faces.stream().anyMatch(OpenFace::isDoubtful));
    }

    /** Returns this work after an attempt that surely was not sent. */
    Work again(TargetState now, int attempts) {
        return new Work(
                id, attempts, now, operation, hash, hidden, faces, maybeEarlier, null, outcomeAt, refusedAfter, looks);
    }

    /** Returns this work after its claim was lost with the lease: in doubt, and not to be touched for a while. */
    Work orphaned(int attempts, Instant until) {
        List<OpenFace> doubtful = faces.stream().map(OpenFace::orphaned).toList();
        return new Work(
                id,
                attempts,
                TargetState.UNKNOWN,
                operation,
                hash,
                hidden,
                doubtful,
                true,
                until,
                outcomeAt,
                refusedAfter,
                looks);
    }

    /** Returns this work after its account has refused it. */
    Work refused(long successes) {
        return new Work(
                id,
                attempt,
                state,
                operation,
                hash,
                hidden,
                faces,
                maybeEarlier,
                notBefore,
                outcomeAt,
                successes,
                looks);
    }

    /** Returns this work with fewer faces. */
    Work with(List<OpenFace> fewer) {
        return new Work(
                id,
                attempt,
                state,
                operation,
                hash,
                hidden,
                fewer,
                maybeEarlier,
                notBefore,
                outcomeAt,
                refusedAfter,
                looks);
    }

    /** Returns this work to be taken later. */
    Work after(Instant time) {
        return new Work(
                id, attempt, state, operation, hash, hidden, faces, maybeEarlier, time, outcomeAt, refusedAfter, looks);
    }

    /** Returns this work after a verification has found it. */
    Work found() {
        return new Work(
                id,
                attempt,
                state,
                operation,
                hash,
                hidden,
                faces,
                maybeEarlier,
                notBefore,
                outcomeAt,
                refusedAfter,
                looks + 1);
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Work[" + id + ", " + state + ']';
    }
}
