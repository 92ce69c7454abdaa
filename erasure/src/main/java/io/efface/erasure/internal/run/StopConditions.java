package io.efface.erasure.internal.run;

import io.efface.erasure.RunEnd;
import io.efface.erasure.RunWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a run stops as it was asked to. Thread-safe. */
final class StopConditions {
    private static final Duration WINDOW_STEP = Duration.ofMinutes(1);

    private final RunSignals signals;
    private volatile @Nullable Instant end;
    private final @Nullable RunWindow window;

    StopConditions(RunSignals signals, Optional<Duration> maxDuration, Optional<RunWindow> window, Instant begun) {
        this.signals = signals;
        this.end = maxDuration.map(begun::plus).orElse(null);
        this.window = window.orElse(null);
    }

    /** Returns why nothing more may be taken, or null if it may. */
    @Nullable RunEnd due(Instant now) {
        Instant last = end;
        if (signals.isAborted()) {
            return RunEnd.ABORTED;
        }
        if (signals.isStopped()) {
            return RunEnd.STOPPED;
        }
        if (last != null && !now.isBefore(last)) {
            return RunEnd.DURATION;
        }
        return window != null && !window.contains(now) ? RunEnd.WINDOW : null;
    }

    /** Returns the next time at which {@link #due} may change by itself; always after {@code now}. */
    Instant next(Instant now) {
        Instant step = now.plus(WINDOW_STEP);
        Instant last = end;
        return last != null && last.isAfter(now) && last.isBefore(step) ? last : step;
    }

    /** Keeps the longest duration when the clock was set back. */
    void clockSetBack(Duration by) {
        Instant last = end;
        end = last == null ? null : last.minus(by);
    }
}
