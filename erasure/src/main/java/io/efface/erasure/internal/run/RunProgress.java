package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.PersonOutcome;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.TargetState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The counters of a run or a verification in progress. Thread-safe. */
public final class RunProgress {
    private static final Duration SPAN = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(1);

    /** The number of targets that were done at one moment. */
    private record Sample(Instant at, long done) {}

    public final LongAdder done = new LongAdder();
    final LongAdder deleted = new LongAdder();
    final LongAdder absent = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder throttled = new LongAdder();
    final Map<String, EraseProgress.Pause> paused = new ConcurrentHashMap<>();

    private final Clock clock;
    private final long total;
    private final Instant start;
    private final Supplier<Map<String, EraseProgress.QuotaWait>> quota;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Creates the progress of a run that has not begun. */
    public RunProgress() {
        this(Clock.systemUTC(), 0, Map::of);
    }

    /**
     * Creates the progress of a run that begins now.
     *
     * @param quota returns the accounts whose requests wait for quota now; called on any thread
     */
    public RunProgress(Clock clock, long total, Supplier<Map<String, EraseProgress.QuotaWait>> quota) {
        this.clock = clock;
        this.total = total;
        this.start = clock.instant();
        this.quota = quota;
        this.samples.add(new Sample(start, 0));
    }

    /** Counts an error if it is {@code RATE_LIMITED}. Ignores other errors and null. */
    void error(@Nullable ErrorKind kind) {
        if (kind == ErrorKind.RATE_LIMITED) {
            throttled.increment();
        }
    }

    /** Counts a target with its outcome in this run. */
    void count(TargetState state, @Nullable PersonOutcome outcome) {
        done.increment();
        switch (state) {
            case DONE -> (outcome == PersonOutcome.DELETED ? deleted : absent).increment();
            case UNKNOWN -> unknown.increment();
            default -> failed.increment();
        }
    }

    public EraseProgress now() {
        long count = done.sum();
        Duration elapsed = Duration.between(start, clock.instant());
        return new EraseProgress(
                Math.max(total, count),
                count,
                perSecond(count),
                deleted.sum(),
                absent.sum(),
                failed.sum(),
                unknown.sum(),
                throttled.sum(),
                paused,
                elapsed.isNegative() ? Duration.ZERO : elapsed,
                quota.get());
    }

    private double perSecond(long count) {
        synchronized (samples) {
            Instant at = clock.instant();
            Sample last = samples.getLast();
            if (!at.isBefore(last.at().plus(STEP))) {
                samples.add(new Sample(at, count));
            }
            removeOld(at.minus(SPAN));
            Sample first = samples.getFirst();
            long millis = Duration.between(first.at(), at).toMillis();
            return millis <= 0 ? 0 : (count - first.done()) * 1000.0 / millis;
        }
    }

    /** Removes the samples before {@code spanStart}, except the newest of them: if no sample is at {@code spanStart}, the rate needs it. */
    private void removeOld(Instant spanStart) {
        Sample removed = null;
        while (samples.size() > 1 && samples.getFirst().at().isBefore(spanStart)) {
            removed = samples.removeFirst();
        }
        if (removed != null && samples.getFirst().at().isAfter(spanStart)) {
            samples.addFirst(removed);
        }
    }
}
