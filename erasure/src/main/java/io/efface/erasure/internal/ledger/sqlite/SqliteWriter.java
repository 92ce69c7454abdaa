package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Change;
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
 * The only one that writes a ledger. It commits together whatever waits when a commit has ended: under load batches grow by
 * themselves, and without load no change waits. After a failure of the database nothing is written any more. Thread-safe.
 */
public final class SqliteWriter implements LedgerWriter, AutoCloseable {
    private static final int MOST_IN_ONE = 4_096;
    private static final int SQLITE_BUSY = 5;
    private static final int PRIMARY_CODE = 0xff;

    private final Submission<?> end = new Submission<>(tx -> true, false);
    /** Five minutes and more of a connection that waits ten seconds. */
    private static final int PATIENT_TURNS = 30;

    private final SqliteTransaction tx;
    /** How often a transaction waits for its turn, each time for as long as the connection does. */
    private final int turns;

    private final boolean isBeside;
    private final BlockingQueue<Submission<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Object state = new Object();
    /** Made in advance, because there may be no memory for it when it is needed. */
    private final ErasureException lost = new ErasureException(
            Reason.LEDGER_FAILED, "the ledger cannot be written: its writer ended unexpectedly; nothing more is sent");

    private boolean ended;
    private volatile @Nullable ErasureException failure;

    /** Makes the writer of the process that works on the ledger: it outlasts a long change of a hold list by another. */
    public SqliteWriter(SqliteTransaction tx) {
        this(tx, PATIENT_TURNS, false);
    }

    /** Makes a writer for one short change beside another process, which waits for its turn once, as long as the connection does. */
    public static SqliteWriter beside(SqliteTransaction tx) {
        return new SqliteWriter(tx, 1, true);
    }

    private SqliteWriter(SqliteTransaction tx, int turns, boolean isBeside) {
        this.tx = tx;
        this.turns = turns;
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
            ErasureException broken = failure;
            if (broken != null || ended) {
                submission.done.completeExceptionally(broken != null ? broken : closed());
            } else {
                waiting.add(submission);
            }
        }
        return submission.done;
    }

    @Override
    public <T> T write(Change<T> change) {
        return await(submit(change));
    }

    @Override
    public <T> T writeAlone(Change<T> change) {
        return await(submit(new Submission<>(change, true)));
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ErasureException known) {
                throw known;
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
        List<Submission<?>> batch = new ArrayList<>(MOST_IN_ONE + 1);
        try {
            work(batch);
        } catch (RuntimeException | Error e) {
            // Out of memory, say, outside of a change: what waits must not wait for ever.
            end(batch);
        }
    }

    /** Fails everything that waits, without needing memory: a result that is there already stays. */
    private void end(List<Submission<?>> batch) {
        synchronized (state) {
            failure = lost;
        }
        for (Submission<?> submission : batch) {
            abandon(submission);
        }
        Submission<?> next = waiting.poll();
        while (next != null) {
            abandon(next);
            next = waiting.poll();
        }
    }

    private void abandon(Submission<?> submission) {
        try {
            submission.finish(lost);
        } catch (RuntimeException | Error e) {
            // The other futures still have to be completed.
        }
    }

    private void work(List<Submission<?>> batch) {
        boolean go = true;
        while (go) {
            batch.clear();
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                continue;
            }
            waiting.drainTo(batch, MOST_IN_ONE);
            go = !batch.remove(end);
            int done = 0;
            for (int i = 0; i < batch.size(); i++) {
                if (batch.get(i).alone) {
                    commit(batch.subList(done, i));
                    doAlone(batch.get(i));
                    done = i + 1;
                }
            }
            commit(batch.subList(done, batch.size()));
        }
    }

    private void doAlone(Submission<?> submission) {
        ErasureException broken = failure;
        if (broken == null) {
            try {
                submission.applyAlone(tx);
            } catch (RuntimeException | Error e) {
                broken = fail(e);
            }
        }
        submission.finish(broken);
    }

    private ErasureException fail(Throwable e) {
        ErasureException broken = isBeside && isBusy(e)
                ? new ErasureException(
                        Reason.LEDGER_IN_USE,
                        "another command has been writing the ledger all the time, such as a large plan; nothing was changed: try"
                                + " again when it is through",
                        e)
                : new ErasureException(
                        sqlite(e)
                                .map(sql -> SqliteFailure.reason(Reason.LEDGER_FAILED, sql))
                                .orElse(Reason.LEDGER_FAILED),
                        "the ledger cannot be written: " + described(e) + "; nothing more is sent",
                        e);
        synchronized (state) {
            failure = broken;
        }
        return broken;
    }

    private void commit(List<Submission<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        ErasureException broken = failure;
        if (broken == null) {
            try {
                begin();
                for (Submission<?> submission : batch) {
                    submission.apply(tx);
                }
                tx.execute("COMMIT");
            } catch (RuntimeException | Error e) {
                broken = fail(e);
                rollBack();
            }
        }
        for (Submission<?> submission : batch) {
            submission.finish(broken);
        }
    }

    private void begin() {
        for (int turn = 1; ; turn++) {
            try {
                tx.execute("BEGIN IMMEDIATE");
                tx.forgetEvents();
                return;
            } catch (StorageException e) {
                if (turn >= turns || !isBusy(e)) {
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
            // The transaction was never begun, or the database has rolled it back.
        }
    }

    private static String described(Throwable e) {
        return sqlite(e)
                .map(SqliteFailure::sentence)
                .orElseGet(() -> e instanceof OutOfMemoryError
                        ? "the memory of Java did not suffice (raise it with -Xmx)"
                        : e.getClass().getSimpleName());
    }

    private static ErasureException closed() {
        return new ErasureException(Reason.LEDGER_FAILED, "the ledger is closed");
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        synchronized (state) {
            if (ended) {
                return;
            }
            ended = true;
            waiting.add(end);
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
            // Everything committed is on disk already.
        }
    }

    /** A change and who waits for it. */
    private static final class Submission<T> {
        private final Change<T> change;
        private final boolean alone;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable ErasureException refusal;

        Submission(Change<T> change, boolean alone) {
            this.change = change;
            this.alone = alone;
        }

        void applyAlone(SqliteTransaction tx) {
            try {
                result = change.apply(tx);
            } catch (ErasureException e) {
                refusal = e;
            } catch (StorageException e) {
                if (!isBusy(e)) {
                    throw e;
                }
                refusal = new ErasureException(Reason.LEDGER_IN_USE, "the ledger is being read; try again later", e);
            }
        }

        void apply(SqliteTransaction tx) {
            tx.execute("SAVEPOINT change");
            try {
                result = change.apply(tx);
            } catch (ErasureException e) {
                refusal = e;
                tx.execute("ROLLBACK TO change");
                tx.forgetEvents();
            }
            tx.execute("RELEASE change");
        }

        void finish(@Nullable ErasureException broken) {
            ErasureException why = broken != null ? broken : refusal;
            if (why != null) {
                done.completeExceptionally(why);
            } else {
                done.complete(result);
            }
        }
    }
}
