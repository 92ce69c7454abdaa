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
 * The outcome of an attempt to erase a target, or of the read before the attempt. Immutable.
 *
 * @param state the new state of the target; ignored for a target of faces, because the state of such a target follows from the outcomes of
 *     all its faces
 * @param maybeEarlier whether a request of unknown effect may have deleted the target, or may still delete it
 * @param permanent whether the same call would fail again, or null if no call failed
 * @param faces the outcome of each face of the attempt; empty for a whole person
 * @param concernsTarget false if the error concerns the whole account, or if this process sent no request; in these cases, the target is
 *     attempted again
 * @param answered whether an attempt of unknown effect was a single request and its response arrived, so that no request can still have an
 *     effect
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
        boolean concernsTarget,
        boolean answered) {
    /** Returns the outcome of a successful deletion of a person. */
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

    /** Returns the outcome of a person whom a read did not find after an attempt of unknown effect. */
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
     * Returns the outcome of a failed deletion of a person.
     *
     * @param isUndeleted whether it is certain that no earlier attempt has deleted the person. If this is not certain, and the effect of an
     *     earlier attempt is unknown, the state stays {@code UNKNOWN}
     */
    static AttemptOutcome of(FaceException error, FailureDisposition disposition, Target target, boolean isUndeleted) {
        boolean doubtful = target.isDoubtful() && !isUndeleted;
        TargetState state = switch (disposition) {
            case OPEN, CONFLICT -> TargetState.UNKNOWN;
            case TARGET -> doubtful ? TargetState.UNKNOWN : TargetState.FAILED;
            case ACCOUNT, NOT_SENT -> doubtful ? TargetState.UNKNOWN : TargetState.PENDING;
        };
        return failed(error, disposition, state, doubtful || disposition == FailureDisposition.OPEN, List.of());
    }

    /** Returns the outcome of a failed deletion of faces. */
    static AttemptOutcome ofFaces(FaceException error, FailureDisposition disposition, List<FaceAttemptOutcome> faces) {
        return failed(error, disposition, TargetState.PENDING, false, faces);
    }

    /**
     * Returns the outcome of faces if no call failed.
     *
     * @param firstError the error of the first face that failed, or null
     */
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

    /**
     * Returns this outcome with the state {@code UNKNOWN}, although the deletion succeeded. The vendor had reported success for this person
     * before, and a later read still found the person. So the new report proves nothing either.
     */
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
                concernsTarget,
                answered);
    }

    /** Combines this outcome of a person with the results of earlier attempts, which the target contains. */
    AttemptOutcome combinedWith(Target target) {
        boolean refuted = target.refuted() && state != TargetState.DONE;
        return withResult(
                state,
                outcome,
                evidence,
                verifiedAt,
                maybeEarlier || target.maybeEarlier(),
                refuted ? ErrorKind.STILL_PRESENT : concernsTarget ? kind : null,
                state == TargetState.UNKNOWN ? Effect.UNKNOWN : effect);
    }

    /** Returns this outcome with the state and the result that follow from all faces of the target. */
    AttemptOutcome combinedWith(FaceTally all) {
        boolean done = all.state() == TargetState.DONE;
        return withResult(
                all.state(),
                done ? all.outcome() : null,
                done ? all.evidence() : null,
                done ? all.verifiedAt() : null,
                all.maybeEarlier(),
                done || (concernsTarget && kind != null) ? kind : all.kind(),
                done ? null : all.effect());
    }

    private AttemptOutcome withResult(
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
                concernsTarget,
                answered);
    }

    /** Returns the new progress of each face of the attempt, by the hash of its id. */
    Map<String, FaceRecord> faceRecords() {
        Map<String, FaceRecord> records = new LinkedHashMap<>();
        faces.forEach(face -> records.put(
                face.face().hash(),
                new FaceRecord(face.outcome(), face.evidence(), face.verifiedAt(), face.maybeEarlier(), face.kind())));
        return records;
    }

    /** Returns whether a request of the attempt may still arrive at the vendor and delete faces. */
    boolean mayStillDelete() {
        return !answered && faces.stream().anyMatch(FaceAttemptOutcome::isDoubtful);
    }

    /** Returns this outcome with or without the remark about an earlier attempt. */
    AttemptOutcome withMaybeEarlier(boolean newMaybeEarlier) {
        return new AttemptOutcome(
                state,
                outcome,
                evidence,
                verifiedAt,
                newMaybeEarlier,
                kind,
                effect,
                permanent,
                vendorCode,
                requestId,
                faces.stream()
                        .map(face -> face.withMaybeEarlier(newMaybeEarlier))
                        .toList(),
                concernsTarget,
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
                !disposition.sparesTarget(),
                disposition == FailureDisposition.CONFLICT);
    }
}
