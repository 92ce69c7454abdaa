package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.LedgerStore.Reading;
import java.time.Duration;

/**
 * Where a ledger is, which only its database can interpret. {@code toString} names the place without credentials. Immutable and
 * thread-safe.
 */
public interface LedgerLocation {
    /** Returns whether there is a ledger, or something else in its place. */
    boolean exists();

    /** Returns whether a process may have the ledger by {@link #open}; false means that none has. Changes nothing. */
    boolean isTaken();

    /**
     * Opens the ledger for writing and takes it for this process; creates one if there is none.
     *
     * @throws ErasureException of reason {@code LEDGER_IN_USE} if another process has it, {@code LEDGER_UNSUITABLE} if it cannot be
     *     there, {@code LEDGER_UNREADABLE} if what is there is not a ledger
     */
    LedgerStore open();

    /**
     * Opens a ledger that another process may be working on, for one short change that its transactions can bear.
     *
     * @param patience how long the change waits for its turn
     * @throws ErasureException as {@link #read} does; of reason {@code LEDGER_IN_USE} if the ledger is of an older version and another
     *     process has it
     */
    LedgerStore beside(Duration patience);

    /**
     * Reads one moment of the ledger, whichever process writes it meanwhile.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if there is no ledger, or it cannot be read
     */
    <T, E extends Exception> T read(Reading<T, E> reading) throws E;
}
