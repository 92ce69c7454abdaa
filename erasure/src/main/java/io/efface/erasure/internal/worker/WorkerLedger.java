package io.efface.erasure.internal.worker;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
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
    private boolean isClosed;

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
     * @throws ErasureException if the ledger cannot be opened, or if the worker has ended
     */
    synchronized LedgerStore get() {
        if (isClosed) {
            throw new ErasureException(Reason.LEDGER_FAILED, "the worker has ended");
        }
        if (current.writer().hasFailed()) {
            LedgerStore reopened = opening.get();
            closeCurrent();
            current = reopened;
        }
        return current;
    }

    /** Opens the same ledger with connections of its own, for work that takes long. The caller closes it. */
    LedgerStore openOwn() {
        return opening.get();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        closeCurrent();
    }

    private void closeCurrent() {
        if (current != given) {
            current.close();
        }
    }
}
