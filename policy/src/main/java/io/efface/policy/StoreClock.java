package io.efface.policy;

import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of a shared quota store, carried on by a local ticker between two looks at the store's clock. Bucket4j counts by its
 * client's clock: of two processes whose own clocks differ, the slow one would starve. Thread-safe.
 *
 * <p>Each look bounds the store's time by the moments of asking and answering, so its error is at most half the round trip. Of
 * several looks the most certain one is believed; certainty fades with age, and a look that contradicts it (the store was replaced,
 * its clock was set, this machine slept) replaces it at once.
 */
public final class StoreClock implements TimeMeter {
    /** How far two clocks may drift apart in one second, twice what a bad crystal does: 200 microseconds. */
    private static final long DRIFT_DIVISOR = 5_000;

    /**
     * One look at the store's clock.
     *
     * @param offset store's time less the ticker's, nanoseconds
     * @param error most it can be wrong by
     * @param at the ticker's time of the look
     */
    private record Look(long offset, long error, long at) {
        long errorAt(long now) {
            return error + Math.max(0, now - at) / DRIFT_DIVISOR;
        }
    }

    private final LongSupplier ticker;
    private final AtomicReference<@Nullable Look> believed = new AtomicReference<>();

    /**
     * Makes a clock that does not know the time yet.
     *
     * @param ticker nanoseconds from any origin that run on steadily, such as {@link System#nanoTime()}; thread-safe
     */
    public StoreClock(LongSupplier ticker) {
        this.ticker = Objects.requireNonNull(ticker, "ticker");
    }

    /** Returns the local ticker's time, to be taken right before the store is asked for its own. */
    public long tick() {
        return ticker.getAsLong();
    }

    /**
     * Takes in what the store answered just now.
     *
     * @param asked {@link #tick()} from before the question
     * @param storeTime the store's time
     */
    public void saw(long asked, Instant storeTime) {
        long answered = tick();
        long error = Math.max(0, answered - asked) / 2;
        long nanos = Math.addExact(Math.multiplyExact(storeTime.getEpochSecond(), 1_000_000_000L), storeTime.getNano());
        Look look = new Look(nanos - (asked + error), error, answered);
        believed.accumulateAndGet(look, StoreClock::moreCertain);
    }

    private static @Nullable Look moreCertain(@Nullable Look old, @Nullable Look seen) {
        if (old == null || seen == null) {
            return seen;
        }
        long oldError = old.errorAt(seen.at());
        boolean contradicts = Math.abs(old.offset() - seen.offset()) > oldError + seen.error();
        return contradicts || seen.error() <= oldError ? seen : old;
    }

    /** Tells whether the store's time is known. */
    public boolean isKnown() {
        return believed.get() != null;
    }

    /**
     * Returns the store's time in nanoseconds since the epoch.
     *
     * @throws IllegalStateException if the store was not asked yet
     */
    @Override
    public long currentTimeNanos() {
        Look look = believed.get();
        if (look == null) {
            throw new IllegalStateException("the store's time is not known");
        }
        return tick() + look.offset();
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
