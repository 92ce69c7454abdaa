package io.efface.erasure.internal.ledger.record;

import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.erasure.keys.JobCipher;
import org.jspecify.annotations.Nullable;

/**
 * A face of a target that is still to be deleted.
 *
 * @param row the row that named it
 * @param number its place in that row
 * @param hash its keyed hash in hex
 * @param hidden its id at rest
 * @param before what became of it so far, or null if it was never asked for
 * @param maybeEarlier whether a deletion of unknown effect named it before
 * @param refuted whether a read found it after the vendor had accepted its deletion, and none has missed it since
 */
public record OpenFace(
        long row,
        int number,
        String hash,
        HiddenId hidden,
        @Nullable FaceOutcome before,
        boolean maybeEarlier,
        boolean refuted) {
    /** Returns whether it is open what the last deletion did to it. */
    public boolean isDoubtful() {
        return before != null && before.isOpen();
    }

    /** Returns whether an earlier request may have deleted it: an answer was lost, or did not say which faces were deleted. */
    public boolean mayBeDeleted() {
        return maybeEarlier || before == FaceOutcome.UNKNOWN;
    }

    /** Returns this face after the answer to its deletion was lost. */
    OpenFace orphaned() {
        return new OpenFace(row, number, hash, hidden, FaceOutcome.UNKNOWN, true, refuted);
    }

    public FaceId id(JobCipher cipher) {
        return FaceId.of(hidden.text(cipher));
    }
}
