package io.efface.cli.command;

import io.efface.cli.process.Shell;
import io.efface.cli.process.Signals;
import io.efface.cli.process.StopSignal;
import io.efface.erasure.RunControl;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends a run by signals: the first one drains, the second one aborts. An abort that takes too long, because of a disk or a pipe for
 * example, ends the process: the ledger is then as after a crash, and the next run reads back what was in progress.
 */
final class Stopping implements AutoCloseable {
    /** Leaves the process some time of the second within which the second signal ends it. */
    static final Duration LONGEST_ABORT = Duration.ofMillis(850);

    private final AtomicReference<StopSignal> first = new AtomicReference<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Shell shell;
    private final RunControl control;
    private final Signals.Taken taken;

    /** Takes the signals over until closed. */
    Stopping(Shell shell, RunControl control) {
        this.shell = shell;
        this.control = control;
        this.taken = shell.signals().take(this::received);
    }

    private void received(StopSignal signal) {
        if (first.compareAndSet(null, signal)) {
            control.stop();
            shell.say("\nStopping: what is under way is finished, nothing more is begun. Once more to cut it off.");
        } else {
            limitAbort();
            control.abort();
            shell.say("\nCutting off what is under way.");
        }
    }

    private void limitAbort() {
        Thread limit = new Thread(this::endIfNotClosed, "efface-abort-limit");
        limit.setDaemon(true);
        limit.start();
    }

    private void endIfNotClosed() {
        try {
            if (!closed.await(LONGEST_ABORT.toNanos(), TimeUnit.NANOSECONDS)) {
                signal().ifPresent(which ->
                        shell.signals().endProcess(which.status().code()));
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
