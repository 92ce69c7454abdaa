package io.efface.spring;

import io.efface.erasure.Erasure;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Starts a worker after all other beans have started, and stops it before they stop. Spring waits for the calls in progress. If they last
 * longer than the timeout of Spring's shutdown phase, {@link #destroy} waits for them before the ledger and the accounts are closed.
 * Thread-safe.
 */
final class WorkerLifecycle implements WorkerState, SmartLifecycle, DisposableBean {
    private final Erasure erasure;
    private final WorkerOptions options;
    private final Object change = new Object();
    private volatile @Nullable ErasureWorker worker;

    WorkerLifecycle(Erasure erasure, WorkerOptions options) {
        this.erasure = erasure;
        this.options = options;
    }

    @Override
    public void start() {
        synchronized (change) {
            if (worker == null) {
                worker = erasure.startWorker(options);
            }
        }
    }

    @Override
    public void stop() {
        synchronized (change) {
            ErasureWorker running = worker;
            if (running != null) {
                running.close();
                worker = null;
            }
        }
    }

    @Override
    public void stop(Runnable callback) {
        Thread thread = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                },
                "efface-worker-stop");
        thread.start();
    }

    @Override
    public void destroy() {
        stop();
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public int activeAccountRuns() {
        ErasureWorker running = worker;
        return running == null ? 0 : running.accountRuns().size();
    }

    @Override
    public Optional<String> problem() {
        ErasureWorker running = worker;
        return running == null
                ? Optional.empty()
                : running.problem().map(error -> error.reason().name());
    }
}
