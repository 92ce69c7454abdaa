package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes to a ledger, in the order of submission. The writer stops permanently after a failure of the storage, and after a change
 * that throws anything other than an {@link ErasureException}. Thread-safe.
 */
public interface LedgerWriter {
    /**
     * Submits a change. The future completes after the commit with the change's result, or exceptionally with an {@link ErasureException}.
     * The dependent actions of the future run on the writer's thread and must be short.
     */
    <T> CompletableFuture<T> submit(Change<T> change);

    /**
     * Applies a change and waits for the commit. An interrupt does not end the wait, because a submitted change cannot be withdrawn.
     *
     * @throws ErasureException if the change throws an {@code ErasureException}; of reason {@code LEDGER_FAILED} if the writer has failed
     */
    <T> T write(Change<T> change);

    /**
     * Applies the submitted changes, then destroys the removed data that the storage still contains, for example in free space and in logs.
     * Does nothing if the storage keeps no removed data. The call can be repeated.
     *
     * @param checkpoints receives {@link Checkpoint#SCRUB_STEP} after each step
     * @throws ErasureException of reason {@code LEDGER_IN_USE} if a process reads the ledger, which prevents the destruction;
     *     {@code LEDGER_FAILED} if the writer has failed
     */
    void destroyRemovedData(Checkpoints checkpoints);

    /** Returns whether the writer has failed, so that it rejects all further changes. */
    boolean hasFailed();

    /** Returns the failure after which the writer rejects all further changes, or null if the writer has not failed. */
    @Nullable ErasureException failure();
}
