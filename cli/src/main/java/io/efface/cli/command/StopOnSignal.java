package io.efface.cli.command;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.Signals;
import io.efface.cli.process.StopSignal;
import io.efface.erasure.RunControl;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stops a run on signals: after the first one, calls in progress finish; the second one aborts them. An abort that takes too long, because of a disk or a pipe for
 * example, ends the process: the ledger is then as after a crash, and the next run reads back what was in progress.
 */
final class StopOnSignal implements AutoCloseable {
    /** Leaves the process some time of the second within which the second signal ends it. */
    static final Duration LONGEST_ABORT = Duration.ofMillis(850);

    private final AtomicReference<StopSignal> first = new AtomicReference<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CliContext context;
    private final RunControl control;
    private final Signals.Registration taken;

    /** Handles the signals until closed. */
    StopOnSignal(CliContext context, RunControl control) {
        this.context = context;
        this.control = control;
        this.taken = context.signals().register(this::handle);
    }

    private void handle(StopSignal signal) {
        if (first.compareAndSet(null, signal)) {
            control.stop();
            context.printMessage(
                    "\nStopping: what is under way is finished, nothing more is begun. Once more to cut it off.");
        } else {
            haltAfterLongestAbort();
            control.abort();
            context.printMessage("\nCutting off what is under way.");
        }
    }

    private void haltAfterLongestAbort() {
        Thread limit = new Thread(this::haltIfNotClosed, "efface-abort-limit");
        limit.setDaemon(true);
        limit.start();
    }

    private void haltIfNotClosed() {
        try {
            if (!closed.await(LONGEST_ABORT.toNanos(), TimeUnit.NANOSECONDS)) {
                signal().ifPresent(
                                which -> context.signals().halt(which.status().code()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the first signal that came, if one did. */
    Optional<StopSignal> signal() {
        return Optional.ofNullable(first.get());
    }

    @Override
    public void close() {
        closed.countDown();
        taken.close();
    }
}
