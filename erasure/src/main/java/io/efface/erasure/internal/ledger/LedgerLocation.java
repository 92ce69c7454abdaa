package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.LedgerStore.Reading;
import java.time.Duration;

/**
 * The location of a ledger, which depends on the kind of database. {@code toString} returns the location without credentials. Immutable and
 * thread-safe.
 */
public interface LedgerLocation {
    /** Returns whether a ledger, or anything else, exists at the location. */
    boolean exists();

    /**
     * Returns whether another process may have opened the ledger with {@link #open}. The result is true if that cannot be determined. This
     * method changes nothing.
     */
    boolean isTaken();

    /**
     * Opens the ledger, and creates it if it does not exist. One process at a time can open a ledger in a file. Several processes can open
     * a ledger in a database.
     *
     * @throws ErasureException of reason {@code LEDGER_IN_USE} if another process has opened the ledger and excludes this one; {@code
     *     LEDGER_UNSUITABLE} if the location is not suitable for a ledger; {@code LEDGER_UNREADABLE} if something other than a ledger
     *     exists at the location
     */
    LedgerStore open();

    /**
     * Opens the ledger for one short change while another process may have it open.
     *
     * @param patience the maximum time for which the change waits for another transaction to end
     * @throws ErasureException under the conditions of {@link #read}; of reason {@code LEDGER_IN_USE} if the ledger is of an older version
     *     and another process has opened it
     */
    LedgerStore beside(Duration patience);

    /**
     * Reads a snapshot of the ledger. Other processes may write to the ledger meanwhile.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the ledger does not exist or cannot be read
     */
    <T, E extends Exception> T read(Reading<T, E> reading) throws E;
}
