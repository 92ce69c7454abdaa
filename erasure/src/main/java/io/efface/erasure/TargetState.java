package io.efface.erasure;

/**
 * The state of a row of a job. Each row is in exactly one state. New constants may be added later. The ledger stores {@link #code()}.
 */
public enum TargetState {
    /** The target has to be processed. No request was sent for it, or all requests that were sent certainly had no effect. */
    PENDING(0),
    /** The ledger contains the intent of a request, and the request may have been sent. */
    IN_FLIGHT(1),
    /** The target was deleted or was absent, and its evidence is stored. */
    DONE(2),
    /** Not all faces of the target are gone, and no other state fits. For example, some faces are gone and some failed. */
    PARTIAL(3),
    /** The target was certainly not deleted. The kind of the error is stored. */
    FAILED(4),
    /**
     * A request was sent, and its effect is unknown. There are three cases: no readable response arrived, the vendor rejected the request
     * because another operation on the target was under way, or the vendor reported success and a read still found the target. The target
     * is read before another deletion is sent.
     */
    UNKNOWN(5),
    /** The target was {@link #DONE}, but a verification found it. */
    PRESENT(6),
    /** The target is on the hold list. No request was sent for it, or all requests that were sent certainly had no effect. */
    HELD(7),
    /** The row cannot be used, for example because it is malformed or names an unknown account. */
    REFUSED(8),
    /** The row repeats the account and the person of an earlier row, which counts as the target. */
    DUPLICATE(9);

    private static final TargetState[] BY_CODE = values();

    private final int code;

    TargetState(int code) {
        this.code = code;
    }

    /** Returns the number that the ledger stores for the state, from 0 to 9. */
    public int code() {
        return code;
    }

    /** Returns whether the row counts as planned. Rows that are held, refused or duplicates do not count. */
    public boolean isPlanned() {
        return this != HELD && this != REFUSED && this != DUPLICATE;
    }

    /**
     * Returns the state for a number from the ledger.
     *
     * @throws ErasureException of reason {@link ErasureException.Reason#LEDGER_UNREADABLE} if no state has this number
     */
    public static TargetState of(long code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new ErasureException(
                    ErasureException.Reason.LEDGER_UNREADABLE,
                    "the ledger contains a state that this version does not know");
        }
        return BY_CODE[(int) code];
    }
}
