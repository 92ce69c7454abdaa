package io.efface.cli.command;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.Signals;
import io.efface.cli.process.StopSignal;
import io.efface.erasure.RunControl;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Stops runs and verifications after signals. After the first signal, calls in progress finish. The second signal aborts the calls. If the
 * abort takes too long, for example because a disk or a pipe blocks, the process ends at once. The ledger is then as after a crash: the
 * next run reads back the targets whose calls were in progress.
 */
final class StopOnSignal implements AutoCloseable {
    /**
     * The time from the second signal to the forced end. The process must end within one second, and the rest of this second is a reserve.
     */
    static final Duration LONGEST_ABORT = Duration.ofMillis(850);

    private final AtomicReference<StopSignal> first = new AtomicReference<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CliContext context;
    private final Consumer<Message> messages;
    private final Signals.Registration registration;
    private volatile Runnable onStop = () -> {};
    private volatile Runnable onAbort = () -> {};
    private volatile boolean isAborted;

    /** Starts to handle signals. {@link #close} stops the handling. */
    StopOnSignal(CliContext context) {
        this(context, line -> context.printMessage(Message.concat(Message.verbatim("\n"), line)));
    }

    /**
     * Starts to handle signals.
     *
     * @param messages writes a line after a signal
     */
    StopOnSignal(CliContext context, Consumer<Message> messages) {
        this.context = context;
        this.messages = messages;
        this.registration = context.signals().register(this::handle);
    }

    /**
     * Sets what a signal does from now on. If a signal was received before, it has this effect now.
     *
     * @param stop called after the first signal
     * @param abort called after the second signal
     */
    void attach(Runnable stop, Runnable abort) {
        onStop = stop;
        onAbort = abort;
        // A signal that arrives at this moment may have its effect twice, which changes nothing.
        if (first.get() != null) {
            stop.run();
        }
        if (isAborted) {
            abort.run();
        }
    }

    /** Returns the control for a run or a verification that begins now. If a signal was received before, the control is stopped. */
    RunControl newControl() {
        RunControl next = new RunControl();
        attach(next::stop, next::abort);
        return next;
    }

    private void handle(StopSignal signal) {
        if (first.compareAndSet(null, signal)) {
            onStop.run();
            messages.accept(Message.of(
                    "Stopping: calls in progress finish, and no new calls start. Signal again to abort them."));
        } else {
            haltAfterLongestAbort();
            isAborted = true;
            onAbort.run();
            messages.accept(Message.of("Aborting the calls in progress."));
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

    /** Returns the first signal that the process received, or empty. */
    Optional<StopSignal> signal() {
        return Optional.ofNullable(first.get());
    }

    @Override
    public void close() {
        closed.countDown();
        registration.close();
    }
}
