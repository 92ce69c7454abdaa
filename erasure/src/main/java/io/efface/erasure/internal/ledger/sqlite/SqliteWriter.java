package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.LedgerWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
public final class SqliteWriter implements LedgerWriter, AutoCloseable {
    private static final int MAX_BATCH_SIZE = 4_096;
    private static final int SQLITE_BUSY = 5;
    private static final int PRIMARY_CODE = 0xff;

    /** The number of attempts to begin a transaction. With ten seconds for each attempt, the writer waits for at least five minutes. */
    private static final int MAX_BEGIN_ATTEMPTS = 30;

    /** The submission that ends the thread. */
    private final Submission<?> endMarker = new Submission<>(tx -> true, false);

    private final SqliteTransaction tx;
    /** The number of attempts to begin a transaction. The connection's busy timeout limits the wait of each attempt. */
    private final int beginAttempts;

    private final boolean isBeside;
    private final BlockingQueue<Submission<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Object state = new Object();
    /** The error after an unexpected end of the thread. It is created in advance, because memory may be exhausted when it is needed. */
    private final ErasureException unexpectedEnd = new ErasureException(
            Reason.LEDGER_FAILED, "the ledger cannot be written: its writer ended unexpectedly; nothing more is sent");

    private boolean isClosed;
    private volatile @Nullable ErasureException failure;

    /**
     * Creates the writer of the process that works on the ledger. The writer waits for several minutes if another process changes a hold
     * list meanwhile.
     */
    public SqliteWriter(SqliteTransaction tx) {
        this(tx, MAX_BEGIN_ATTEMPTS, false);
    }

    /**
     * Creates a writer for one short change while another process may have the ledger open. The writer tries once to begin a transaction,
     * and waits for at most the connection's busy timeout.
     */
    public static SqliteWriter beside(SqliteTransaction tx) {
        return new SqliteWriter(tx, 1, true);
    }

    private SqliteWriter(SqliteTransaction tx, int beginAttempts, boolean isBeside) {
        this.tx = tx;
        this.beginAttempts = beginAttempts;
        this.isBeside = isBeside;
        this.thread = new Thread(this::work, "efface-ledger");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    @Override
    public <T> CompletableFuture<T> submit(Change<T> change) {
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
    public <T> T write(Change<T> change) {
        return await(submit(change));
    }

    /**
     * Applies a change outside of a transaction and waits for its end. No other change is applied meanwhile. If the change is impossible
     * because another process reads the ledger, the writer continues to work.
     *
     * @throws ErasureException if the change throws an {@code ErasureException}; of reason {@code LEDGER_IN_USE} if another process reads
     *     the ledger; of reason {@code LEDGER_FAILED} if the writer has failed
     */
    public <T> T writeAlone(Change<T> change) {
        return await(submit(new Submission<>(change, true)));
    }

    /** Rewrites the file and empties its log. After that, neither the file nor the log contains removed data. */
    @Override
    public void destroyRemovedData(Checkpoints checkpoints) {
        List<Change<Boolean>> steps = List.of(any -> emptyLog(), any -> rewriteFile(), any -> emptyLog());
        for (Change<Boolean> step : steps) {
            writeAlone(step);
            checkpoints.reached(Checkpoint.SCRUB_STEP);
        }
    }

    private boolean rewriteFile() {
        tx.closeStatements();
        tx.execute("VACUUM");
        return true;
    }

    private boolean emptyLog() {
        boolean isEmpty = tx.sql("PRAGMA wal_checkpoint(TRUNCATE)")
                .first(row -> row.number(1) == 0)
                .orElse(false);
        if (!isEmpty) {
            throw new ErasureException(
                    Reason.LEDGER_IN_USE,
                    "the ledger is being read, so its file cannot yet be rewritten to remove the encrypted ids; the ids"
                            + " are already unreadable; repeat the scrub when no process reads the ledger");
        }
        return true;
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
    public boolean hasFailed() {
        return failure != null;
    }

    @Override
    public @Nullable ErasureException failure() {
        return failure;
    }

    private void work() {
        List<Submission<?>> batch = new ArrayList<>(MAX_BATCH_SIZE + 1);
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
            queue.drainTo(batch, MAX_BATCH_SIZE);
            isOpen = !batch.remove(endMarker);
            int next = 0;
            for (int i = 0; i < batch.size(); i++) {
                if (batch.get(i).isAlone) {
                    commit(batch.subList(next, i));
                    applyAlone(batch.get(i));
                    next = i + 1;
                }
            }
            commit(batch.subList(next, batch.size()));
        }
    }

    private void applyAlone(Submission<?> submission) {
        ErasureException exception = failure;
        if (exception == null) {
            try {
                submission.applyAlone(tx);
            } catch (RuntimeException | Error e) {
                exception = fail(e);
            }
        }
        submission.finish(exception);
    }

    private ErasureException fail(Throwable e) {
        ErasureException exception = isBeside && isBusy(e)
                ? new ErasureException(
                        Reason.LEDGER_IN_USE,
                        "another command, such as a large plan, has been writing the ledger all the time; nothing was changed: try"
                                + " again when that command has ended",
                        e)
                : new ErasureException(
                        sqlite(e)
                                .map(sql -> SqliteFailure.reason(Reason.LEDGER_FAILED, sql))
                                .orElse(Reason.LEDGER_FAILED),
                        "the ledger cannot be written: " + description(e) + "; nothing more is sent",
                        e);
        synchronized (state) {
            failure = exception;
        }
        return exception;
    }

    private void commit(List<Submission<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        ErasureException exception = failure;
        if (exception == null) {
            try {
                begin();
                for (Submission<?> submission : batch) {
                    submission.apply(tx);
                }
                tx.execute("COMMIT");
            } catch (RuntimeException | Error e) {
                exception = fail(e);
                rollBack();
            }
        }
        for (Submission<?> submission : batch) {
            submission.finish(exception);
        }
    }

    private void begin() {
        for (int attempt = 1; ; attempt++) {
            try {
                tx.execute("BEGIN IMMEDIATE");
                tx.forgetEventNumbers();
                return;
            } catch (StorageException e) {
                if (attempt >= beginAttempts || !isBusy(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isBusy(Throwable e) {
        return sqlite(e)
                .filter(sql -> (sql.getErrorCode() & PRIMARY_CODE) == SQLITE_BUSY)
                .isPresent();
    }

    private static Optional<SQLException> sqlite(Throwable e) {
        Throwable cause = e instanceof StorageException storage ? storage.getCause() : e;
        return cause instanceof SQLException sql ? Optional.of(sql) : Optional.empty();
    }

    private void rollBack() {
        try {
            tx.execute("ROLLBACK");
        } catch (StorageException e) {
            // The transaction did not begin, or the database has already rolled it back.
        }
    }

    private static String description(Throwable e) {
        return sqlite(e)
                .map(SqliteFailure::sentence)
                .orElseGet(() -> e instanceof OutOfMemoryError
                        ? "Java ran out of memory (raise the limit with -Xmx)"
                        : e.getClass().getSimpleName());
    }

    private static ErasureException closedException() {
        return new ErasureException(Reason.LEDGER_FAILED, "the ledger is closed");
    }

    /** Commits the submitted changes, then ends the thread and closes the connection. */
    @Override
    public void close() {
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
            tx.close();
        } catch (StorageException e) {
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

        void applyAlone(SqliteTransaction tx) {
            try {
                result = change.apply(tx);
            } catch (ErasureException e) {
                rejection = e;
            } catch (StorageException e) {
                if (!isBusy(e)) {
                    throw e;
                }
                rejection = new ErasureException(Reason.LEDGER_IN_USE, "the ledger is being read; try again later", e);
            }
        }

        void apply(SqliteTransaction tx) {
            tx.execute("SAVEPOINT change");
            try {
                result = change.apply(tx);
            } catch (ErasureException e) {
                rejection = e;
                tx.execute("ROLLBACK TO change");
                tx.forgetEventNumbers();
            }
            tx.execute("RELEASE change");
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
