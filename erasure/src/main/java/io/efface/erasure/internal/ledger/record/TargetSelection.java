package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.RunOptions;
import io.efface.erasure.TargetState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which targets a run or a verification takes.
 *
 * @param beforeEpoch only targets that were changed last in an earlier epoch than this one, or by none; or null
 * @param withoutStopped whether targets are left out that were attempted and are on the hold list now, so that not even a read is made
 *     of them; the claim checks it again
 * @param withFaces only targets with a face of this kind; or null
 * @param withoutPermanent whether targets are left out that only have failures that would fail again
 * @param faces which faces of the targets are read; or null for all
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
        /** A face that is neither gone, nor kept on purpose, nor failed. */
        OPEN,
        /** An open face, or one that surely was not deleted. */
        OPEN_OR_FAILED
    }

    /** Selects all targets of a state. */
    public static TargetSelection all(TargetState state) {
        return new TargetSelection(state, null, false, null, false, null);
    }

    /** Returns what a verification reads: what is settled. */
    public static List<TargetSelection> toVerify() {
        return List.of(all(TargetState.DONE));
    }

    /**
     * Returns what a run takes, in this order.
     *
     * @param epoch the run's: what has been attempted in it is not taken again
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
        // Last, because they may have to be left alone for a while.
        selections.add(new TargetSelection(TargetState.UNKNOWN, epoch, true, null, false, FaceKind.OPEN));
        return selections;
    }
}
