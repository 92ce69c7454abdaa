package io.efface.erasure.internal.ledger.record;

import org.jspecify.annotations.Nullable;

/**
 * A face as it is stored.
 *
 * @param row the row that names it
 * @param number its number in that row, from 0
 * @param target the target that it is deleted with
 * @param hash keyed
 * @param hidden its id at rest; null if the ids were destroyed, or were not read
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record StoredFace(long row, int number, long target, byte[] hash, byte @Nullable [] hidden, FaceResult result) {
    /** Contains no id and no hash. */
    @Override
    public String toString() {
        return "StoredFace[" + row + ", " + number + ']';
    }
}
