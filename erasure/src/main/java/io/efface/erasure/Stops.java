package io.efface.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a run stops as it was asked to. Immutable but for the control that it asks. */
final class Stops {
    private static final Duration WINDOW_STEP = Duration.ofMinutes(1);

    private final RunControl control;
    private final @Nullable Instant end;
    private final @Nullable RunWindow window;

    Stops(RunControl control, Optional<Duration> maxDuration, Optional<RunWindow> window, Instant begun) {
        this.control = control;
        this.end = maxDuration.map(begun::plus).orElse(null);
        this.window = window.orElse(null);
    }

    /** Returns why nothing more may be taken, or null if it may. */
    @Nullable RunEnd due(Instant now) {
        if (control.isAborted()) {
            return RunEnd.ABORTED;
        }
        if (control.isStopped()) {
            return RunEnd.STOPPED;
        }
        if (end != null && !now.isBefore(end)) {
            return RunEnd.DURATION;
        }
        return window != null && !window.contains(now) ? RunEnd.WINDOW : null;
    }

    /** Returns the next time at which {@link #due} may change by itself; always after {@code now}. */
    Instant next(Instant now) {
        Instant step = now.plus(WINDOW_STEP);
        return end != null && end.isAfter(now) && end.isBefore(step) ? end : step;
    }
}
