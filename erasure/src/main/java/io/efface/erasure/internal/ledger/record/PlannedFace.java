package io.efface.erasure.internal.ledger.record;

/**
 * What was planned of a face, as it is stored: what the plan's digest covers.
 *
 * @param row the row that names it
 * @param number its number in that row, from 0
 * @param target the target that it is deleted with
 * @param hash keyed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record PlannedFace(long row, long number, long target, byte[] hash) {
    /** Contains no hash. */
    @Override
    public String toString() {
        return "PlannedFace[" + row + ", " + number + ']';
    }
}
