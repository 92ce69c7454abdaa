package com.example.jobs;

import io.efface.erasure.Erasure;
import io.efface.erasure.RunControl;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunSummary;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/** Runs jobs one after another. Ends the run when the application stops. */
@Service
public class JobRunner implements SmartLifecycle, DisposableBean {
    private final Erasure erasure;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Set<RunControl> controls = ConcurrentHashMap.newKeySet();

    public JobRunner(Erasure erasure) {
        this.erasure = erasure;
    }

    /** Runs a job on the thread of this bean. */
    public synchronized Future<RunSummary> run(String job) {
        RunControl control = new RunControl();
        RunOptions options = RunOptions.builder().control(control).build();
        controls.add(control);
        return thread.submit(() -> {
            try {
                return erasure.run(job, options);
            } finally {
                controls.remove(control);
            }
        });
    }

    @Override
    public void start() {}

    /** Stops the runs. The thread calls the callback after the runs have ended. Until then, Spring waits. */
    @Override
    public synchronized void stop(Runnable callback) {
        controls.forEach(RunControl::stop);
        thread.execute(callback);
        thread.shutdown();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return !thread.isShutdown();
    }

    /** Aborts a run that has not ended in the time for which Spring waits. */
    @Override
    public void destroy() throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the run has not ended");
        }
    }
}
