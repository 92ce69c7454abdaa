package io.efface.erasure.internal.ledger.record;

/**
 * The columns of a stored face that the plan's digest covers.
 *
 * @param row the number of the row that names the face
 * @param number the face's number in that row, from 0
 * @param target the number of the target that contains the face; another number than {@code row} if an earlier row names
 *     faces of the same person
 * @param hash the keyed hash of the face's id
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record PlannedFace(long row, long number, long target, byte[] hash) {
    /** Contains no hash. */
    @Override
    public String toString() {
        return "PlannedFace[" + row + ", " + number + ']';
    }
}
