package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.LedgerWriter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes one after the other. Each change is applied to a copy of the committed state, and then the copy replaces that state.
 * Thread-safe.
 */
final class MemoryWriter implements LedgerWriter {
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final MemoryTransaction tx;
    private final Object lock = new Object();
    private final Thread thread;
    private boolean isEnded;
    private MemoryState working;
    private volatile MemoryState committed;
    private volatile @Nullable ErasureException failure;

    MemoryWriter(String id, MemoryState start) {
        committed = start.copy(true);
        working = committed.copy(false);
        tx = new MemoryTransaction(this::working, id);
        thread = new Thread(this::work, "efface-ledger");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the state after the last committed change. */
    MemoryState committed() {
        return committed;
    }

    private MemoryState working() {
        return working;
    }

    @Override
    public <T> CompletableFuture<T> submit(Change<T> change) {
        CompletableFuture<T> done = new CompletableFuture<>();
        synchronized (lock) {
            ErasureException broken = failure;
            if (broken == null && isEnded) {
                broken = new ErasureException(Reason.LEDGER_FAILED, "the ledger is closed");
            }
            if (broken == null) {
                waiting.add(() -> apply(change, done));
                return done;
            }
            done.completeExceptionally(broken);
        }
        return done;
    }

    private <T> void apply(Change<T> change, CompletableFuture<T> done) {
        ErasureException broken = failure;
        if (broken != null) {
            done.completeExceptionally(broken);
            return;
        }
        T result;
        try {
            result = change.apply(tx);
        } catch (ErasureException e) {
            working = committed.copy(false);
            done.completeExceptionally(e);
            return;
        } catch (RuntimeException | Error e) {
            ErasureException failed = new ErasureException(
                    Reason.LEDGER_FAILED,
                    "the ledger cannot be written: " + e.getClass().getSimpleName() + "; nothing more is sent",
                    e);
            failure = failed;
            done.completeExceptionally(failed);
            return;
        }
        committed = working.copy(true);
        done.complete(result);
    }

    @Override
    public <T> T write(Change<T> change) {
        try {
            return submit(change).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ErasureException known) {
                throw known;
            }
            throw e;
        }
    }

    @Override
    public void destroyRemovedData(Checkpoints checkpoints) {
        // Removed data does not stay in memory.
        write(tx -> true);
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
        while (true) {
            synchronized (lock) {
                if (isEnded && waiting.isEmpty()) {
                    return;
                }
            }
            try {
                waiting.take().run();
            } catch (InterruptedException e) {
                // An interrupt does not end the thread. Only close ends it.
            }
        }
    }

    /** Applies the waiting changes, then ends the thread. */
    void close() {
        synchronized (lock) {
            if (!isEnded) {
                isEnded = true;
                waiting.add(() -> {});
            }
        }
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
