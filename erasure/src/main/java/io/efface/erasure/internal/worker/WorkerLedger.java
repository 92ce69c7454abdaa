package io.efface.erasure.internal.worker;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.LedgerStore;
import java.util.function.Supplier;

/**
 * The ledger of a worker. A ledger that could not be written, for example because the server was restarted, stays unusable. So the worker
 * opens the ledger again. Thread-safe.
 */
final class WorkerLedger implements AutoCloseable {
    private final LedgerStore given;
    private final Supplier<LedgerStore> opening;
    private LedgerStore current;

    /**
     * Creates the ledger of a worker.
     *
     * @param given the open ledger, which the caller closes
     * @param opening opens the same ledger again
     */
    WorkerLedger(LedgerStore given, Supplier<LedgerStore> opening) {
        this.given = given;
        this.opening = opening;
        this.current = given;
    }

    /**
     * Returns the ledger, which is opened again if it has failed.
     *
     * @throws ErasureException if the ledger cannot be opened
     */
    synchronized LedgerStore get() {
        if (current.writer().hasFailed()) {
            LedgerStore reopened = opening.get();
            close();
            current = reopened;
        }
        return current;
    }

    @Override
    public synchronized void close() {
        if (current != given) {
            current.close();
        }
    }
}
