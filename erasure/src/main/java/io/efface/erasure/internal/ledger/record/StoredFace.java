package io.efface.erasure.internal.ledger.record;

import org.jspecify.annotations.Nullable;

/**
 * A face as it is stored.
 *
 * @param row the number of the row that names the face
 * @param number the face's number in that row, from 0
 * @param target the number of the target that contains the face; another number than {@code row} if an earlier row names
 *     faces of the same person
 * @param hash the keyed hash of the face's id
 * @param hidden the encrypted id, or null if the ids were destroyed or not read
 * @param result the progress of the face
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record StoredFace(
        long row, int number, long target, byte[] hash, byte @Nullable [] hidden, StoredFaceResult result) {
    /** Contains no id and no hash. */
    @Override
    public String toString() {
        return "StoredFace[" + row + ", " + number + ']';
    }
}
