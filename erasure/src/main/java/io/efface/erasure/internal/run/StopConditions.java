package io.efface.erasure.internal.run;

import io.efface.erasure.ErasureException;
import io.efface.erasure.RunEnd;
import io.efface.erasure.RunWindow;
import io.efface.erasure.internal.ledger.LedgerFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a run or a verification ends: after a signal of the operator, at its maximum duration, at the end of its window, at its
 * limit of targets, or after an internal failure. Thread-safe.
 */
final class StopConditions {
    private static final Duration WINDOW_STEP = Duration.ofMinutes(1);

    /**
     * If all targets that are left were tried in vain or have an unknown effect, a run continues for at most this time without an outcome.
     */
    private static final Duration LONGEST_WITHOUT_OUTCOME = Duration.ofMinutes(2);

    private final RunSignals signals;
    private final @Nullable RunWindow window;
    private final Clock clock;
    private @Nullable Instant latestEnd;
    private @Nullable Instant sliceEnd;
    private boolean isSliceOver;
    private Instant lastOutcome;
    private long remaining;
    private @Nullable RunEnd end;
    private @Nullable Throwable failure;

    /**
     * Creates the conditions of a run that begins now.
     *
     * @param limit the maximum number of targets to process
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
        this.latestEnd = maxDuration.map(lastOutcome::plus).orElse(null);
        this.remaining = limit.orElse(Long.MAX_VALUE);
    }

    /** Limits the work to one slice of an account run; {@link AccountSlices} describes slices. */
    synchronized void beginSlice(Duration length) {
        sliceEnd = clock.instant().plus(length);
    }

    /** Returns whether the work is one slice of an account run. */
    synchronized boolean isSlice() {
        return sliceEnd != null;
    }

    /** Ends the slice. Does nothing if the work is not a slice. */
    synchronized void endSlice() {
        isSliceOver = isSlice();
    }

    /** Returns whether no further target may be taken. */
    synchronized boolean isEnding() {
        Instant now = clock.instant();
        if (end == null) {
            end = due(now);
        }
        if (sliceEnd != null && !now.isBefore(sliceEnd)) {
            isSliceOver = true;
        }
        return end != null || failure != null || isSliceOver;
    }

    private @Nullable RunEnd due(Instant now) {
        if (signals.isAborted()) {
            return RunEnd.ABORTED;
        }
        if (signals.isStopped()) {
            return RunEnd.STOPPED;
        }
        if (latestEnd != null && !now.isBefore(latestEnd)) {
            return RunEnd.DURATION;
        }
        return window != null && !window.contains(now) ? RunEnd.WINDOW : null;
    }

    /** Returns whether the run ends because of its maximum duration or its window. Then not even a layer may repeat an attempt. */
    synchronized boolean isTimeOver() {
        return isEnding() && (end == RunEnd.DURATION || end == RunEnd.WINDOW);
    }

    /** Returns the next time at which {@link #isEnding} has to be checked; always later than {@code now}. */
    synchronized Instant next(Instant now) {
        return Stream.of(latestEnd, sliceEnd)
                .filter(time -> time != null && time.isAfter(now))
                .map(Objects::requireNonNull)
                .reduce(now.plus(WINDOW_STEP), (a, b) -> a.isBefore(b) ? a : b);
    }

    /** Returns whether the limit allows another target. */
    synchronized boolean hasRemaining() {
        return remaining > 0;
    }

    /** Counts a target towards the limit. */
    synchronized void taken() {
        remaining--;
    }

    /** Corrects the count after {@link #taken} was called for a target that does not count towards the limit. */
    synchronized void uncounted() {
        remaining++;
    }

    /**
     * Ends the run if the limit is reached. Called only if no target is in progress, because a target in progress may turn out not to count
     * towards the limit.
     */
    synchronized void endAtLimit() {
        if (!isEnding() && remaining <= 0) {
            end = RunEnd.LIMIT;
        }
    }

    /** Records the present time as the time of the last outcome. Also called when the work begins. */
    synchronized void progressed() {
        lastOutcome = clock.instant();
    }

    /**
     * Returns the deadline of the last call if all targets that are left were tried in vain or have an unknown effect.
     */
    synchronized Instant lastTry() {
        return lastOutcome.plus(LONGEST_WITHOUT_OUTCOME);
    }

    /** Ends the run because of an internal failure. {@link #result} throws the first failure. */
    synchronized void fail(Throwable cause) {
        failure = failure == null ? cause : failure;
    }

    /**
     * Returns why the run has ended.
     *
     * @throws ErasureException if the run ended because of an internal failure. An internal failure of another type is thrown unchanged
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

    /** Shifts all times after the clock was set back, so that waits and the run keep their length. */
    synchronized void clockSetBack(Duration by) {
        lastOutcome = lastOutcome.minus(by);
        latestEnd = latestEnd == null ? null : latestEnd.minus(by);
        sliceEnd = sliceEnd == null ? null : sliceEnd.minus(by);
    }
}
