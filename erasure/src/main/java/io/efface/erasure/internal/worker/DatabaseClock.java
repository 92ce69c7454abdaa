package io.efface.erasure.internal.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A clock that follows the clock of the ledger's database, so that all workers agree about leases and waits, whatever the clocks of their
 * machines show. Between two readings of the database's clock, this clock advances by the elapsed monotonic time or by the elapsed time of
 * the machine's clock, whichever is longer. So after a suspension of the machine, which may stop one of the two, no lease seems to last
 * longer than it does. Thread-safe.
 */
final class DatabaseClock extends Clock {
    /** One reading of the three clocks. */
    private record Reading(Instant database, long nanos, Instant machine) {}

    private final Supplier<Instant> database;
    private final Clock machine;
    private final LongSupplier nanos;
    private volatile Reading last;

    /**
     * Creates a clock, and reads the database's clock.
     *
     * @param database reads the database's clock
     * @param nanos the monotonic clock, such as {@link System#nanoTime}
     */
    DatabaseClock(Supplier<Instant> database, Clock machine, LongSupplier nanos) {
        this.database = database;
        this.machine = machine;
        this.nanos = nanos;
        this.last = read();
    }

    /** Reads the database's clock again. Until then, this clock may drift as the machine's clock does. */
    void follow() {
        last = read();
    }

    private Reading read() {
        long before = nanos.getAsLong();
        Instant now = database.get();
        long after = nanos.getAsLong();
        // The database read its clock at most (after - before) nanoseconds ago. If this clock is fast, leases only end
        // early.
        return new Reading(now.plusNanos(after - before), after, machine.instant());
    }

    @Override
    public Instant instant() {
        Reading reading = last;
        Duration monotonic = Duration.ofNanos(nanos.getAsLong() - reading.nanos());
        Duration shown = Duration.between(reading.machine(), machine.instant());
        return reading.database().plus(shown.compareTo(monotonic) > 0 ? shown : monotonic);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
