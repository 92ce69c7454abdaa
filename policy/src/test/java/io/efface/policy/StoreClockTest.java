package io.efface.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoreClockTest {
    private static final long MILLI = 1_000_000;
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong ticks = new AtomicLong(-77);
    private final StoreClock clock = new StoreClock(ticks::get);

    @Test
    void currentTimeNanos_beforeAnyLook_fails() {
        assertThat(clock.isKnown()).isFalse();
        assertThatThrownBy(clock::currentTimeNanos).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void currentTimeNanos_afterALook_isTheStoresWithinHalfTheRoundTrip() {
        look(10, 4);

        assertThat(clock.currentTimeNanos()).isEqualTo(nanos(10) + 2 * MILLI);
        ticks.addAndGet(1_000 * MILLI);
        assertThat(clock.currentTimeNanos()).isEqualTo(nanos(1_012));
    }

    @Test
    void saw_slowerRoundTrip_keepsTheMoreCertainTime() {
        look(0, 1);
        long before = clock.currentTimeNanos() - ticks.get();

        look(1, 40, 25);

        assertThat(clock.currentTimeNanos() - ticks.get()).isEqualTo(before);
    }

    @Test
    void saw_slowerRoundTripMuchLater_replacesWhatDrifted() {
        look(0, 1);
        long before = clock.currentTimeNanos() - ticks.get();
        ticks.addAndGet(600_000 * MILLI);

        look(600_004, 6);

        assertThat(clock.currentTimeNanos() - ticks.get()).isNotEqualTo(before);
        assertThat(clock.currentTimeNanos()).isEqualTo(nanos(600_007));
    }

    @Test
    void saw_storesClockWasSetBack_isBelievedAtOnce() {
        look(100_000, 1);

        look(1_000, 40);

        assertThat(clock.currentTimeNanos()).isEqualTo(nanos(1_020));
    }

    /** The store reads its clock half way through the round trip. */
    private void look(long storeMillis, long roundTripMillis) {
        long asked = clock.tick();
        ticks.addAndGet(roundTripMillis * MILLI);
        clock.saw(asked, EPOCH.plusMillis(storeMillis));
    }

    /** The store reads its clock so long after it was asked. */
    private void look(long passedMillis, long roundTripMillis, long readAfterMillis) {
        Instant now = Instant.ofEpochSecond(0, clock.currentTimeNanos()).plusMillis(passedMillis + readAfterMillis);
        ticks.addAndGet(passedMillis * MILLI);
        long asked = clock.tick();
        ticks.addAndGet(roundTripMillis * MILLI);
        clock.saw(asked, now);
    }

    private static long nanos(long millis) {
        return (EPOCH.toEpochMilli() + millis) * MILLI;
    }
}
