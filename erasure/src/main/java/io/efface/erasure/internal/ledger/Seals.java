package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.record.SealRow;
import java.util.Optional;

/**
 * The seals of a job's receipts, inside a transaction. The methods that read seals throw an {@link ErasureException} of reason
 * {@code LEDGER_UNREADABLE} for a seal with a damaged cell.
 */
public interface Seals {
    /** Returns the seal with the greatest number, or empty if the job has no seal. */
    Optional<SealRow> lastSeal();

    /** Reads all seals, sorted by number. */
    Cursor<SealRow> all();

    /** Adds a seal. Throws a {@link LedgerFailure} if another seal has the same number. */
    void add(SealRow seal);
}
