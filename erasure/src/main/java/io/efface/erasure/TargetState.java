package io.efface.erasure;

/**
 * Where a target stands. Every row of a job's input is in exactly one state. Constants are only ever added; the code is what the
 * ledger holds.
 */
public enum TargetState {
    /** To be sent; surely nothing was sent for it that could have had an effect, or what was sent is settled. */
    PENDING(0),
    /** Its intent is in the ledger: a request may have left. */
    IN_FLIGHT(1),
    /** Settled: deleted, or absent, with its evidence. */
    DONE(2),
    /** Some of its faces are settled, others are open. */
    PARTIAL(3),
    /** Surely not deleted, with the error's kind. */
    FAILED(4),
    /** A request left and no readable answer came: deleted or not. To be read back before anything else. */
    UNKNOWN(5),
    /** A read found it after it was {@link #DONE}. */
    PRESENT(6),
    /** On the hold list, and surely nothing was sent for it that could have had an effect. */
    HELD(7),
    /** The row cannot be understood, or names an account that is not there. */
    REFUSED(8),
    /** Another row of the job stands for it. */
    DUPLICATE(9);

    private static final TargetState[] BY_CODE = values();

    private final int code;

    TargetState(int code) {
        this.code = code;
    }

    /** Returns the number by which the ledger's file holds the state, from 0 to 9. */
    public int code() {
        return code;
    }

    /** Returns whether the row counts as planned: everything but held, refused and duplicate rows. */
    public boolean isPlanned() {
        return this != HELD && this != REFUSED && this != DUPLICATE;
    }

    /**
     * Returns the state of a number in the ledger.
     *
     * @throws ErasureException of reason {@link ErasureException.Reason#LEDGER_UNREADABLE} if there is none
     */
    public static TargetState of(long code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new ErasureException(
                    ErasureException.Reason.LEDGER_UNREADABLE,
                    "the ledger holds a state that this version does not know");
        }
        return BY_CODE[(int) code];
    }
}
