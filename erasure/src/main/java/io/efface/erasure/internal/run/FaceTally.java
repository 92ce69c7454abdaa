package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Combines the outcomes of all faces of a target into the result of the target. */
final class FaceTally {
    private final Map<FaceOutcome, Integer> outcomes = new EnumMap<>(FaceOutcome.class);
    private int all;
    private boolean maybeEarlier;
    private @Nullable ErrorKind kind;
    private @Nullable Evidence weakest;
    private @Nullable Instant firstRead;

    private FaceTally() {}

    /** Counts all faces of a target. */
    static FaceTally of(Collection<FaceRecord> faces) {
        FaceTally tally = new FaceTally();
        for (FaceRecord face : faces) {
            tally.add(face.outcome(), face.evidence(), face.verifiedAt(), face.maybeEarlier());
            if (face.kind() != null && (tally.kind == null || face.outcome() == FaceOutcome.FAILED)) {
                tally.kind = face.kind();
            }
        }
        return tally;
    }

    private void add(
            @Nullable FaceOutcome outcome, @Nullable Evidence evidence, @Nullable Instant read, boolean earlier) {
        all++;
        maybeEarlier |= earlier;
        outcomes.merge(outcome == null ? FaceOutcome.NOT_ATTEMPTED : outcome, 1, Integer::sum);
        if (evidence != null && (weakest == null || weakest.isAtLeast(evidence))) {
            weakest = evidence;
        }
        if (read != null && (firstRead == null || read.isBefore(firstRead))) {
            firstRead = read;
        }
    }

    private int count(FaceOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    TargetState state() {
        if (all > 0 && count(FaceOutcome.DELETED) + count(FaceOutcome.ALREADY_ABSENT) == all) {
            return TargetState.DONE;
        }
        if (count(FaceOutcome.NOT_ATTEMPTED) == all) {
            return TargetState.PENDING;
        }
        if (count(FaceOutcome.FAILED) == all) {
            return TargetState.FAILED;
        }
        return count(FaceOutcome.UNKNOWN) == all ? TargetState.UNKNOWN : TargetState.PARTIAL;
    }

    /** Returns the effect that follows from the outcomes of all faces. */
    Effect effect() {
        return Effect.of(outcomes.keySet());
    }

    /** Returns the outcome of a target in the state {@link TargetState#DONE}: deleted if any of its faces was deleted. */
    PersonOutcome outcome() {
        return count(FaceOutcome.DELETED) > 0 ? PersonOutcome.DELETED : PersonOutcome.ALREADY_ABSENT;
    }

    /** Returns the weakest evidence among the faces, or null if no face has evidence. */
    @Nullable Evidence evidence() {
        return weakest;
    }

    /**
     * Returns the time of the earliest read that found a face to be absent. Returns null if {@link #evidence} is null or is weaker than
     * {@link Evidence#VERIFIED_ABSENT}.
     */
    @Nullable Instant verifiedAt() {
        return weakest == Evidence.VERIFIED_ABSENT ? firstRead : null;
    }

    /** Returns the error of a face that was not deleted or may not have been deleted, or null if there is no such face. */
    @Nullable ErrorKind kind() {
        return kind;
    }

    /** Returns whether a face was not deleted, or may not have been deleted, because of a failure. */
    boolean hasFailures() {
        return count(FaceOutcome.FAILED) + count(FaceOutcome.UNKNOWN) > 0;
    }

    boolean maybeEarlier() {
        return maybeEarlier;
    }
}
