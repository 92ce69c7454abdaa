package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.ErasureException;
import io.efface.erasure.keys.JobCipher;

/**
 * An encrypted id of a person, subject or face, with the row and the part of the row that the encryption is bound to. Immutable and
 * thread-safe.
 */
public final class HiddenId {
    private final byte[] hidden;
    private final long row;
    private final int part;

    public HiddenId(byte[] hidden, long row, int part) {
        this.hidden = hidden;
        this.row = row;
        this.part = part;
    }

    /**
     * Decrypts the id.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the encrypted id was changed or belongs to another job
     */
    public String text(JobCipher cipher) {
        try {
            return cipher.decrypt(hidden, row, part);
        } catch (IllegalArgumentException e) {
            throw new ErasureException(
                    ErasureException.Reason.LEDGER_UNREADABLE, "row " + row + " of the job has been changed", e);
        }
    }
}
