package io.efface.erasure.internal.run;

import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Work;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt, or the read before it, came to.
 *
 * @param state where the target stands now; for faces the ledger derives it from all of them instead
 * @param maybeEarlier whether a deletion of unknown effect may have been the one, now or later
 * @param permanent whether the same call will fail again; null unless something failed
 * @param faces what became of each face that was asked for; empty for a whole person
 * @param counts whether this is an outcome, and not a target that surely was not sent
 * @param answered whether it was one request and its answer came, so that nothing of it can still be at work
 */
record Verdict(
        TargetState state,
        @Nullable PersonOutcome outcome,
        @Nullable Evidence evidence,
        @Nullable Instant verifiedAt,
        boolean maybeEarlier,
        @Nullable ErrorKind kind,
        @Nullable Effect effect,
        @Nullable Boolean permanent,
        @Nullable String vendorCode,
        @Nullable String requestId,
        List<FaceVerdict> faces,
        boolean counts,
        boolean answered) {
    /** Judges a deletion that succeeded. */
    static Verdict of(DeletePersonResult result) {
        List<String> requests = result.trace().requestIds();
        return new Verdict(
                TargetState.DONE,
                result.outcome(),
                result.evidence(),
                result.verifiedAt(),
                result.maybeByEarlierAttempt(),
                null,
                null,
                null,
                null,
                requests.isEmpty() ? null : requests.get(requests.size() - 1),
                List.of(),
                true,
                false);
    }

    /** Settles a person of unknown fate whom a read did not find. */
    static Verdict absentAt(Instant readAt) {
        return new Verdict(
                TargetState.DONE,
                PersonOutcome.ALREADY_ABSENT,
                Evidence.VERIFIED_ABSENT,
                readAt,
                true,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                true,
                false);
    }

    /**
     * Judges a failed deletion of a whole person.
     *
     * @param settled whether it was clear before that the person was still there; else a target in doubt stays so
     */
    static Verdict of(FaceException error, Fate fate, Work work, boolean settled) {
        boolean doubtful = work.isDoubtful() && !settled;
        TargetState state = switch (fate) {
            case OPEN, CONFLICT -> TargetState.UNKNOWN;
            case TARGET -> doubtful ? TargetState.UNKNOWN : TargetState.FAILED;
            case ACCOUNT, NOT_SENT -> doubtful ? TargetState.UNKNOWN : TargetState.PENDING;
        };
        return failed(error, fate, state, doubtful || fate == Fate.OPEN, List.of());
    }

    /** Judges a failed deletion of faces. */
    static Verdict ofFaces(FaceException error, Fate fate, List<FaceVerdict> faces) {
        return failed(error, fate, TargetState.PENDING, false, faces);
    }

    /** Tells what became of faces; the rest of a failed call's error is left out where there is none. */
    static Verdict ofFaces(
            List<FaceVerdict> faces, @Nullable String requestId, @Nullable FaceException firstError, boolean answered) {
        return new Verdict(
                TargetState.PENDING,
                null,
                null,
                null,
                false,
                firstError == null ? null : firstError.kind(),
                null,
                firstError == null ? null : firstError.advice() == RetryAdvice.NEVER,
                firstError == null ? null : firstError.vendorCode().orElse(null),
                requestId,
                faces,
                true,
                answered);
    }

    /** Returns this deletion of a person as unproven: the vendor reports success, as it did before a read found the person. */
    Verdict unproven() {
        return new Verdict(
                TargetState.UNKNOWN,
                null,
                null,
                null,
                maybeEarlier,
                ErrorKind.STILL_PRESENT,
                Effect.UNKNOWN,
                false,
                vendorCode,
                requestId,
                List.of(),
                counts,
                answered);
    }

    /** Returns whether a request may yet arrive, and be at work, for a while. */
    boolean mayBeAtWork() {
        return !answered && faces.stream().anyMatch(FaceVerdict::isDoubtful);
    }

    /** Returns this without the remark on an earlier attempt, which a target for which nothing was ever sent cannot have. */
    Verdict neverSent() {
        return new Verdict(
                state,
                outcome,
                evidence,
                verifiedAt,
                false,
                kind,
                effect,
                permanent,
                vendorCode,
                requestId,
                faces.stream().map(FaceVerdict::neverSent).toList(),
                counts,
                answered);
    }

    private static Verdict failed(
            FaceException error, Fate fate, TargetState state, boolean maybeEarlier, List<FaceVerdict> faces) {
        return new Verdict(
                state,
                null,
                null,
                null,
                maybeEarlier,
                error.kind(),
                error.effect(),
                error.advice() == RetryAdvice.NEVER,
                error.vendorCode().orElse(null),
                error.requestId().orElse(null),
                faces,
                !fate.isAccounts(),
                fate == Fate.CONFLICT);
    }
}
