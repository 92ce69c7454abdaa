package io.efface.erasure.internal.run;

import io.efface.erasure.ErasureException;
import io.efface.erasure.RunEnd;
import io.efface.erasure.RunWindow;
import io.efface.erasure.internal.ledger.LedgerFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decides when a run or a verification ends: by a signal, after its time, at its limit, or after an internal failure. Thread-safe. */
final class StopConditions {
    private static final Duration WINDOW_STEP = Duration.ofMinutes(1);

    /** How long a run goes on without an outcome when all targets left were tried in vain or have an unknown effect. */
    private static final Duration LONGEST_WITHOUT_OUTCOME = Duration.ofMinutes(2);

    private final RunSignals signals;
    private final @Nullable RunWindow window;
    private final Clock clock;
    private @Nullable Instant last;
    private Instant lastOutcome;
    private long remaining;
    private @Nullable RunEnd end;
    private @Nullable Throwable failure;

    /**
     * Creates the conditions of a run that begins now.
     *
     * @param limit the most targets that are processed
     */
    StopConditions(
            RunSignals signals,
            Optional<Duration> maxDuration,
            Optional<RunWindow> window,
            OptionalLong limit,
            Clock clock) {
        this.signals = signals;
        this.window = window.orElse(null);
        this.clock = clock;
        this.lastOutcome = clock.instant();
        this.last = maxDuration.map(lastOutcome::plus).orElse(null);
        this.remaining = limit.orElse(Long.MAX_VALUE);
    }

    /** Returns whether no further target may be taken. */
    synchronized boolean isEnding() {
        if (end == null) {
            end = due(clock.instant());
        }
        return end != null || failure != null;
    }

    private @Nullable RunEnd due(Instant now) {
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

    /** Returns whether the time is over, so that no attempt may begin, not even a repeated one. */
    synchronized boolean isTimeOver() {
        return isEnding() && (end == RunEnd.DURATION || end == RunEnd.WINDOW);
    }

    /** Returns the next time at which the run may have to end; always later than {@code now}. */
    synchronized Instant next(Instant now) {
        Instant step = now.plus(WINDOW_STEP);
        return last != null && last.isAfter(now) && last.isBefore(step) ? last : step;
    }

    /** Returns whether the limit allows another target. */
    synchronized boolean hasRemaining() {
        return remaining > 0;
    }

    /** Counts a target for the limit. */
    synchronized void taken() {
        remaining--;
    }

    /** Takes back a target that does not count for the limit. */
    synchronized void uncounted() {
        remaining++;
    }

    /** Ends the run if the limit is reached; called while no target is in progress, because one in progress may turn out not to count. */
    synchronized void endAtLimit() {
        if (!isEnding() && remaining <= 0) {
            end = RunEnd.LIMIT;
        }
    }

    /** Records that the work has begun, or that a target got an outcome. */
    synchronized void progressed() {
        lastOutcome = clock.instant();
    }

    /** Returns when the last call ends for targets that were tried in vain or have an unknown effect, if no others are left. */
    synchronized Instant lastTry() {
        return lastOutcome.plus(LONGEST_WITHOUT_OUTCOME);
    }

    /** Ends the run because of an internal failure; the first one is reported. */
    synchronized void fail(Throwable cause) {
        failure = failure == null ? cause : failure;
    }

    /**
     * Returns why the run has ended.
     *
     * @throws ErasureException or another exception, if that was the internal failure
     */
    synchronized RunEnd result() {
        if (failure instanceof LedgerFailure storage) {
            throw storage.ofReading();
        }
        if (failure instanceof RuntimeException known) {
            throw known;
        }
        if (failure instanceof Error serious) {
            throw serious;
        }
        return end == null ? RunEnd.FINISHED : end;
    }

    /** Keeps the length of all times when the clock was set back. */
    synchronized void clockSetBack(Duration by) {
        lastOutcome = lastOutcome.minus(by);
        last = last == null ? null : last.minus(by);
    }
}
