package io.efface.erasure.internal.ledger.record;

import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.erasure.keys.JobCipher;
import org.jspecify.annotations.Nullable;

/**
 * A face that a run still has to delete or to read, or that a verification reads.
 *
 * @param row the number of the row that names the face
 * @param number the face's number in that row
 * @param hash the keyed hash of the face's id, in hex
 * @param hidden the encrypted id of the face
 * @param lastOutcome the outcome of the last attempt for the face, or null before the first attempt
 * @param maybeEarlier whether an earlier attempt of unknown effect may have deleted the face
 * @param refuted whether a read found the face after the vendor had accepted its deletion, and no later read has confirmed its absence
 */
public record OpenFace(
        long row,
        int number,
        String hash,
        HiddenId hidden,
        @Nullable FaceOutcome lastOutcome,
        boolean maybeEarlier,
        boolean refuted) {
    /** Returns true if it is unknown whether the last attempt deleted the face. */
    public boolean isDoubtful() {
        return lastOutcome != null && lastOutcome.isUncertain();
    }

    /**
     * Returns whether an earlier request may have deleted the face: the response to that request was lost, or did not list the deleted
     * faces.
     */
    public boolean mayBeDeleted() {
        return maybeEarlier || lastOutcome == FaceOutcome.UNKNOWN;
    }

    /** Returns this face after an attempt whose response was lost. */
    OpenFace orphaned() {
        return new OpenFace(row, number, hash, hidden, FaceOutcome.UNKNOWN, true, refuted);
    }

    public FaceId id(JobCipher cipher) {
        return FaceId.of(hidden.text(cipher));
    }
}
