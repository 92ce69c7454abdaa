package io.efface.cli;

import io.efface.erasure.RunControl;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Ends a run by signals: the first one drains, the second one aborts. */
final class Stopping implements AutoCloseable {
    private final AtomicReference<StopSignal> first = new AtomicReference<>();
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
            control.abort();
            shell.say("\nCutting off what is under way.");
        }
    }

    /** Returns the first signal that came, if one did. */
    Optional<StopSignal> signal() {
        return Optional.ofNullable(first.get());
    }

    @Override
    public void close() {
        taken.close();
    }
}
