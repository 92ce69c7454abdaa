package io.efface.erasure.internal.run;

import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
record AttemptOutcome(
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
        List<FaceAttemptOutcome> faces,
        boolean counts,
        boolean answered) {
    /** Judges a deletion that succeeded. */
    static AttemptOutcome of(DeletePersonResult result) {
        List<String> requests = result.trace().requestIds();
        return new AttemptOutcome(
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

    /** Settles a person of unknown disposition whom a read did not find. */
    static AttemptOutcome absentAt(Instant readAt) {
        return new AttemptOutcome(
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
    static AttemptOutcome of(FaceException error, FailureDisposition disposition, Target target, boolean settled) {
        boolean doubtful = target.isDoubtful() && !settled;
        TargetState state = switch (disposition) {
            case OPEN, CONFLICT -> TargetState.UNKNOWN;
            case TARGET -> doubtful ? TargetState.UNKNOWN : TargetState.FAILED;
            case ACCOUNT, NOT_SENT -> doubtful ? TargetState.UNKNOWN : TargetState.PENDING;
        };
        return failed(error, disposition, state, doubtful || disposition == FailureDisposition.OPEN, List.of());
    }

    /** Judges a failed deletion of faces. */
    static AttemptOutcome ofFaces(FaceException error, FailureDisposition disposition, List<FaceAttemptOutcome> faces) {
        return failed(error, disposition, TargetState.PENDING, false, faces);
    }

    /** Returns what became of faces; the rest of a failed call's error is left out where there is none. */
    static AttemptOutcome ofFaces(
            List<FaceAttemptOutcome> faces,
            @Nullable String requestId,
            @Nullable FaceException firstError,
            boolean answered) {
        return new AttemptOutcome(
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
    AttemptOutcome unproven() {
        return new AttemptOutcome(
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

    /** Returns this attempt for a whole person as what it makes of the target. */
    AttemptOutcome ofPerson(Target target) {
        boolean refuted = target.refuted() && state != TargetState.DONE;
        return as(
                state,
                outcome,
                evidence,
                verifiedAt,
                maybeEarlier || target.maybeEarlier(),
                refuted ? ErrorKind.STILL_PRESENT : counts ? kind : null,
                state == TargetState.UNKNOWN ? Effect.UNKNOWN : effect);
    }

    /** Returns this attempt as what it makes of a target with these faces. */
    AttemptOutcome ofAllFaces(FaceTally all) {
        boolean done = all.state() == TargetState.DONE;
        return as(
                all.state(),
                done ? all.outcome() : null,
                done ? all.evidence() : null,
                done ? all.verifiedAt() : null,
                all.maybeEarlier(),
                done || (counts && kind != null) ? kind : all.kind(),
                done ? null : all.effect());
    }

    private AttemptOutcome as(
            TargetState newState,
            @Nullable PersonOutcome newOutcome,
            @Nullable Evidence newEvidence,
            @Nullable Instant newVerifiedAt,
            boolean newMaybeEarlier,
            @Nullable ErrorKind newKind,
            @Nullable Effect newEffect) {
        return new AttemptOutcome(
                newState,
                newOutcome,
                newEvidence,
                newVerifiedAt,
                newMaybeEarlier,
                newKind,
                newEffect,
                permanent,
                vendorCode,
                requestId,
                faces,
                counts,
                answered);
    }

    /** Returns what became of each face, by its hash. */
    Map<String, FaceRecord> faceRecords() {
        Map<String, FaceRecord> records = new LinkedHashMap<>();
        faces.forEach(face -> records.put(
                face.face().hash(),
                new FaceRecord(face.outcome(), face.evidence(), face.verifiedAt(), face.maybeEarlier(), face.kind())));
        return records;
    }

    /** Returns whether a request may yet arrive, and be at work, for a while. */
    boolean mayBeAtWork() {
        return !answered && faces.stream().anyMatch(FaceAttemptOutcome::isDoubtful);
    }

    /** Returns this without the remark on an earlier attempt, which a target for which nothing was ever sent cannot have. */
    AttemptOutcome neverSent() {
        return new AttemptOutcome(
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
                faces.stream().map(FaceAttemptOutcome::neverSent).toList(),
                counts,
                answered);
    }

    private static AttemptOutcome failed(
            FaceException error,
            FailureDisposition disposition,
            TargetState state,
            boolean maybeEarlier,
            List<FaceAttemptOutcome> faces) {
        return new AttemptOutcome(
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
                !disposition.isAccounts(),
                disposition == FailureDisposition.CONFLICT);
    }
}
