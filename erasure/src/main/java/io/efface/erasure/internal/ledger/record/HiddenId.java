package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.ErasureException;
import io.efface.erasure.keys.JobCipher;

/** An id as the ledger holds it, with the place that it is bound to. Immutable and thread-safe. */
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
     * Brings the id back.
     *
     * @throws ErasureException if it was changed, or is not of this job
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
