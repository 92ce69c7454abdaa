package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.RunOptions;
import io.efface.erasure.TargetState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A selection of targets for a run or a verification. A target is selected if it satisfies all conditions.
 *
 * @param state the state of the selected targets
 * @param beforeEpoch if not null, targets that a run changed in this epoch or in a later one are not selected
 * @param withoutStopped whether the selection excludes targets that were put on the hold list after an attempt. A run does not read such
 *     targets from the ledger. Independently of the selection, the claim checks the hold list before each deletion
 * @param withFaces if not null, a selected target must have at least one face of this kind
 * @param withoutPermanent whether the selection excludes targets whose failure is permanent. Targets with an open face are never excluded
 *     for this reason
 * @param faces the kind of faces that are read with each target, or null to read all faces
 */
public record TargetSelection(
        TargetState state,
        @Nullable Long beforeEpoch,
        boolean withoutStopped,
        @Nullable FaceKind withFaces,
        boolean withoutPermanent,
        @Nullable FaceKind faces) {
    /** Kinds of faces. */
    public enum FaceKind {
        /** Faces that are neither gone nor retained nor failed. */
        OPEN,
        /** Open faces, and failed faces, which certainly were not deleted. */
        OPEN_OR_FAILED
    }

    /** Returns a selection of all targets in a state. */
    public static TargetSelection all(TargetState state) {
        return new TargetSelection(state, null, false, null, false, null);
    }

    /** Returns the selections of a verification: all targets that are done. */
    public static List<TargetSelection> toVerify() {
        return List.of(all(TargetState.DONE));
    }

    /** Returns the selections of all targets that the next run would process, including the targets that a crash left in flight. */
    public static List<TargetSelection> toErase(RunOptions.Retry retry) {
        List<TargetSelection> selections = new ArrayList<>(toErase(retry, Long.MAX_VALUE));
        selections.add(all(TargetState.IN_FLIGHT));
        return List.copyOf(selections);
    }

    /**
     * Returns the selections of a run, in the order in which the run processes them.
     *
     * @param epoch the epoch of the run; targets that this run has already attempted are not selected again
     */
    public static List<TargetSelection> toErase(RunOptions.Retry retry, long epoch) {
        boolean retries = retry != RunOptions.Retry.NOTHING;
        boolean withoutPermanent = retry != RunOptions.Retry.ALL;
        FaceKind faces = retries ? FaceKind.OPEN_OR_FAILED : FaceKind.OPEN;
        List<TargetSelection> selections = new ArrayList<>();
        selections.add(new TargetSelection(TargetState.PENDING, null, true, null, false, FaceKind.OPEN));
        if (retries) {
            selections.add(new TargetSelection(TargetState.FAILED, epoch, true, null, withoutPermanent, faces));
            selections.add(new TargetSelection(TargetState.PRESENT, epoch, true, null, false, faces));
        }
        selections.add(new TargetSelection(TargetState.PARTIAL, epoch, true, faces, withoutPermanent, faces));
        // These targets are last, because a run may have to wait before it can send requests for them.
        selections.add(new TargetSelection(TargetState.UNKNOWN, epoch, true, null, false, FaceKind.OPEN));
        return selections;
    }
}
