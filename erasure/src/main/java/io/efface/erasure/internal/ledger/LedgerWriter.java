package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes to a ledger, in the order in which they are submitted. After a failure of the storage, or of a change by anything else
 * than an {@link ErasureException}, nothing is written any more. Thread-safe.
 */
public interface LedgerWriter {
    /**
     * Submits a change. The future completes after the commit, with the change's result, or with an {@link ErasureException}; its
     * dependent actions run on the writer's thread and have to be short.
     */
    <T> CompletableFuture<T> submit(Change<T> change);

    /**
     * Applies a change and waits for its commit. The wait is no longer than the disk's and is not ended by an interrupt, because
     * what was submitted happens anyway.
     *
     * @throws ErasureException as the change throws it, or of reason {@code LEDGER_FAILED}
     */
    <T> T write(Change<T> change);

    /**
     * Does something that no transaction may be around, such as rewriting the file, while no other change is applied. If the
     * database is busy with somebody who reads, that is a refusal and not a failure.
     *
     * @throws ErasureException as the change throws it, of reason {@code LEDGER_IN_USE}, or {@code LEDGER_FAILED}
     */
    <T> T writeAlone(Change<T> change);

    /** Returns whether writing has failed for good. */
    boolean hasFailed();

    /** Returns why writing has failed for good, or null if it has not. */
    @Nullable ErasureException failure();
}
