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

/** What became of all faces of a target together, which is what became of the target. */
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

    private int in(FaceOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    TargetState state() {
        if (all > 0 && in(FaceOutcome.DELETED) + in(FaceOutcome.ALREADY_ABSENT) == all) {
            return TargetState.DONE;
        }
        if (in(FaceOutcome.NOT_ATTEMPTED) == all) {
            return TargetState.PENDING;
        }
        if (in(FaceOutcome.FAILED) == all) {
            return TargetState.FAILED;
        }
        return in(FaceOutcome.UNKNOWN) == all ? TargetState.UNKNOWN : TargetState.PARTIAL;
    }

    /** Returns the effect that follows from what became of all faces. */
    Effect effect() {
        return Effect.of(outcomes.keySet());
    }

    /** Returns what a target that is {@link TargetState#DONE} came to: deleted if any face was. */
    PersonOutcome outcome() {
        return in(FaceOutcome.DELETED) > 0 ? PersonOutcome.DELETED : PersonOutcome.ALREADY_ABSENT;
    }

    /** Returns the weakest evidence of any face, or null if no face is gone. */
    @Nullable Evidence evidence() {
        return weakest;
    }

    /** Returns the earliest read that showed a face as gone, if all evidence is such a read. */
    @Nullable Instant verifiedAt() {
        return weakest == Evidence.VERIFIED_ABSENT ? firstRead : null;
    }

    /** Returns why a face was not deleted, or may not have been, or null if there is none such. */
    @Nullable ErrorKind kind() {
        return kind;
    }

    /** Returns whether a face surely was not deleted, or it is unknown whether it was, because of a failure. */
    boolean hasFailures() {
        return in(FaceOutcome.FAILED) + in(FaceOutcome.UNKNOWN) > 0;
    }

    boolean maybeEarlier() {
        return maybeEarlier;
    }
}
