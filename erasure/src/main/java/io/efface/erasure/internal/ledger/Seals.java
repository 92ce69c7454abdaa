package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.record.SealRow;
import java.util.Optional;

/**
 * The seals of a job's receipts, inside a transaction. Reading rejects a seal with a wrong cell by an {@link ErasureException} of reason
 * {@code LEDGER_UNREADABLE}.
 */
public interface Seals {
    /** Returns the seal with the greatest number. */
    Optional<SealRow> lastSeal();

    /** Reads all seals by number. */
    Cursor<SealRow> all();

    /** Adds a seal. If one has its number already, the ledger fails. */
    void add(SealRow seal);
}
