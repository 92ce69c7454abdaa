package io.efface.erasure.internal.ledger.jdbc;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.LedgerFailure;
import io.efface.erasure.internal.ledger.LedgerWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes a ledger on a thread of its own. Changes may be submitted while the writer commits. After the commit, the writer applies all of
 * them in the next transaction. Therefore the transactions become larger under load. Without load, a change does not wait for other
 * changes. The writer stops permanently after a failure of the database. Thread-safe.
 */
public abstract class GroupWriter implements LedgerWriter, AutoCloseable {
    /** The number of attempts to apply changes that the database rolls back because of a conflict with another transaction. */
    private static final int MAX_ATTEMPTS = 5;

    /** The submission that ends the thread. */
    private final Submission<?> endMarker = new Submission<>(tx -> true, false);

    private final WriterConnection connection;
    private final int maxBatchSize;
    private final BlockingQueue<Submission<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Object state = new Object();
    /** The error after an unexpected end of the thread. It is created in advance, because memory may be exhausted when it is needed. */
    private final ErasureException unexpectedEnd = new ErasureException(
            Reason.LEDGER_FAILED, "the ledger cannot be written: its writer ended unexpectedly; nothing more is sent");

    private boolean isClosed;
    private volatile @Nullable ErasureException failure;

    /**
     * Creates a writer, and starts its thread.
     *
     * @param connection the connection, which {@link #close} closes
     * @param maxBatchSize the maximum number of changes in one transaction
     */
    protected GroupWriter(WriterConnection connection, int maxBatchSize) {
        this.connection = connection;
        this.maxBatchSize = maxBatchSize;
        this.thread = new Thread(this::work, "efface-ledger");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    @Override
    public final <T> CompletableFuture<T> submit(Change<T> change) {
        return submit(new Submission<>(change, false));
    }

    private <T> CompletableFuture<T> submit(Submission<T> submission) {
        synchronized (state) {
            ErasureException exception = failure;
            if (exception != null || isClosed) {
                submission.future.completeExceptionally(exception != null ? exception : closedException());
            } else {
                queue.add(submission);
            }
        }
        return submission.future;
    }

    @Override
    public final <T> T write(Change<T> change) {
        return await(submit(change));
    }

    /**
     * Applies a change outside of a transaction, and returns when the change is complete. No other change is applied meanwhile. If the
     * change is impossible because another process reads the ledger, the writer continues to work.
     *
     * @throws ErasureException if the change throws an {@code ErasureException}; of reason {@code LEDGER_IN_USE} if another process reads
     *     the ledger; of reason {@code LEDGER_FAILED} if the writer has failed
     */
    public final <T> T writeAlone(Change<T> change) {
        return await(submit(new Submission<>(change, true)));
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ErasureException exception) {
                throw exception;
            }
            throw e;
        }
    }

    @Override
    public final boolean hasFailed() {
        return failure != null;
    }

    @Override
    public final @Nullable ErasureException failure() {
        return failure;
    }

    private void work() {
        List<Submission<?>> batch = new ArrayList<>(maxBatchSize + 1);
        try {
            work(batch);
        } catch (RuntimeException | Error e) {
            // For example, memory ran out outside of a change. The callers of the submitted changes must not wait for
            // ever.
            abandonAll(batch);
        }
    }

    /** Completes all submissions with an error. This method allocates no memory. A future that is already complete does not change. */
    private void abandonAll(List<Submission<?>> batch) {
        synchronized (state) {
            failure = unexpectedEnd;
        }
        for (Submission<?> submission : batch) {
            abandon(submission);
        }
        Submission<?> next = queue.poll();
        while (next != null) {
            abandon(next);
            next = queue.poll();
        }
    }

    private void abandon(Submission<?> submission) {
        try {
            submission.finish(unexpectedEnd);
        } catch (RuntimeException | Error e) {
            // The other futures still have to be completed.
        }
    }

    private void work(List<Submission<?>> batch) {
        boolean isOpen = true;
        while (isOpen) {
            batch.clear();
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                continue;
            }
            queue.drainTo(batch, maxBatchSize);
            isOpen = !batch.remove(endMarker);
            int next = 0;
            for (int i = 0; i < batch.size(); i++) {
                if (batch.get(i).isAlone) {
                    commitAll(batch.subList(next, i));
                    applyAlone(batch.get(i));
                    next = i + 1;
                }
            }
            commitAll(batch.subList(next, batch.size()));
        }
    }

    private void applyAlone(Submission<?> submission) {
        ErasureException exception = failure;
        if (exception == null) {
            try {
                submission.applyAlone(connection);
            } catch (RuntimeException | Error e) {
                exception = fail(e);
            }
        }
        submission.finish(exception);
    }

    private ErasureException fail(Throwable e) {
        ErasureException exception = connection.failure(e);
        synchronized (state) {
            failure = exception;
        }
        return exception;
    }

    private void commitAll(List<Submission<?>> batch) {
        int next = 0;
        int attempt = 1;
        while (next < batch.size()) {
            // After a conflict, each change gets a transaction of its own, so that it conflicts with fewer others.
            int end = attempt > 1 ? next + 1 : batch.size();
            int committed = commit(batch.subList(next, end), attempt);
            next += committed;
            attempt = committed > 0 ? 1 : attempt + 1;
        }
    }

    /**
     * Applies changes in one transaction, and completes their futures.
     *
     * @param attempt the number of this attempt, from 1
     * @return the number of completed changes from the beginning of the list. It is 0 if the database has rolled back the transaction
     *     because of a conflict, and the changes may be applied again
     */
    private int commit(List<Submission<?>> batch, int attempt) {
        ErasureException exception = failure;
        int applied = batch.size();
        if (exception == null) {
            try {
                connection.begin();
                applied = applyAll(batch);
                connection.commit();
            } catch (RuntimeException | Error e) {
                applied = batch.size();
                if (attempt < MAX_ATTEMPTS && connection.isConflict(e)) {
                    connection.rollBack();
                    return 0;
                }
                exception = fail(e);
                connection.rollBack();
            }
        }
        for (Submission<?> submission : batch.subList(0, applied)) {
            submission.finish(exception);
        }
        return applied;
    }

    /** Applies changes in the open transaction. Returns the number of changes before the first one that needs a transaction of its own. */
    private int applyAll(List<Submission<?>> batch) {
        for (int i = 0; i < batch.size(); i++) {
            try {
                batch.get(i).apply(connection);
            } catch (OwnTransactionException e) {
                if (i > 0) {
                    connection.rollBackChange();
                    return i;
                }
                applyPrepared(batch.get(0), e);
                return 1;
            }
        }
        return batch.size();
    }

    /** Applies a change in a new transaction that begins with the locks for which the change has asked so far. */
    private void applyPrepared(Submission<?> submission, OwnTransactionException first) {
        List<OwnTransactionException> requests = new ArrayList<>();
        OwnTransactionException request = first;
        while (request != null) {
            requests.add(request);
            request = null;
            connection.rollBack();
            connection.begin();
            requests.forEach(OwnTransactionException::prepare);
            try {
                submission.apply(connection);
            } catch (OwnTransactionException e) {
                request = e;
            }
        }
    }

    private static ErasureException closedException() {
        return new ErasureException(Reason.LEDGER_FAILED, "the ledger is closed");
    }

    /** Commits the submitted changes, then ends the thread and closes the connection. */
    @Override
    public final void close() {
        synchronized (state) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            queue.add(endMarker);
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            connection.transaction().close();
        } catch (LedgerFailure e) {
            // All committed changes are already on disk.
        }
    }

    /** A submitted change and the future of its result. */
    private static final class Submission<T> {
        private final Change<T> change;
        private final boolean isAlone;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable ErasureException rejection;

        /**
         * Creates a submission.
         *
         * @param isAlone whether the change is applied outside of a transaction
         */
        Submission(Change<T> change, boolean isAlone) {
            this.change = change;
            this.isAlone = isAlone;
        }

        void applyAlone(WriterConnection connection) {
            try {
                result = change.apply(connection.transaction());
            } catch (ErasureException e) {
                rejection = e;
            } catch (LedgerFailure e) {
                if (!connection.isBusy(e)) {
                    throw e;
                }
                rejection = new ErasureException(Reason.LEDGER_IN_USE, "the ledger is being read; try again later", e);
            }
        }

        void apply(WriterConnection connection) {
            rejection = null;
            connection.beginChange();
            try {
                result = change.apply(connection.transaction());
            } catch (ErasureException e) {
                rejection = e;
                connection.rollBackChange();
            }
            connection.endChange();
        }

        /**
         * Completes the future.
         *
         * @param failure the failure of the whole transaction, or null
         */
        void finish(@Nullable ErasureException failure) {
            ErasureException exception = failure != null ? failure : rejection;
            if (exception != null) {
                future.completeExceptionally(exception);
            } else {
                future.complete(result);
            }
        }
    }
}
