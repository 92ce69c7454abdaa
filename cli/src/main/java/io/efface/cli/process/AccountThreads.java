package io.efface.cli.process;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A pool of daemon threads, one for each account. {@link #close} ends the threads. */
public final class AccountThreads implements AutoCloseable {
    private final ExecutorService threads;

    public AccountThreads(int accounts) {
        threads = Executors.newFixedThreadPool(accounts, task -> {
            Thread thread = new Thread(task, "efface-account");
            thread.setDaemon(true);
            return thread;
        });
    }

    public ExecutorService threads() {
        return threads;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
