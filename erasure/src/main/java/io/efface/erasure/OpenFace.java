package io.efface.erasure;

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
 */
record OpenFace(
        long row,
        int number,
        String hash,
        HiddenId hidden,
        @Nullable FaceOutcome before,
        boolean maybeEarlier) {
    /** Returns whether it is open what the last deletion did to it. */
    boolean isDoubtful() {
        return before != null && before.isOpen();
    }

    /** Returns this face after the answer to its deletion was lost. */
    OpenFace orphaned() {
        return new OpenFace(row, number, hash, hidden, FaceOutcome.UNKNOWN, true);
    }

    FaceId id(JobCipher cipher) {
        return FaceId.of(hidden.text(cipher));
    }
}
