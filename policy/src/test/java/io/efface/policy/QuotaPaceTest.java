package io.efface.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import io.efface.Rate;
import io.efface.spi.CallContext;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rate that callers get who want as much as they can, on a clock whose sleepers wake up late. */
class QuotaPaceTest {
    private static final long SEED = System.nanoTime();

    /** Moves when a caller sleeps, and then by more than was requested. */
    private static final class LateTime extends Clock implements Sleeper {
        private final Random random = new Random(SEED);
        private final Duration mostLate;
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        LateTime(Duration mostLate) {
            this.mostLate = mostLate;
        }

        /** Most wake-ups are a little late, few are very late. */
        @Override
        public boolean sleep(Duration time, CallContext call) {
            double part = Math.pow(random.nextDouble(), 8);
            now = now.plus(time).plusNanos((long) (mostLate.toNanos() * part));
            return true;
        }

        @Override
        public Instant instant() {
            return now;
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

    /** Takes permits for a time, one after the other; returns when they came. */
    private static List<Instant> grants(LateTime time, Duration during, int idlePercent, PacedLimit... limits) {
        QuotaQueue queue = new QuotaQueue(List.of(limits), QuotaStore.inProcess(time), new KeyedLock<>(), time, time);
        Random random = new Random(SEED);
        Instant end = time.now.plus(during);
        List<Instant> grants = new ArrayList<>();
        while (true) {
            if (random.nextInt(100) < idlePercent) {
                time.now = time.now.plus(limits[limits.length - 1]
                        .slack()
                        .multipliedBy(random.nextInt(150))
                        .dividedBy(100));
            }
            Duration unused = queue.take(Operation.DELETE_PERSON, "test", LayerCall.plain());
            if (!time.now.isBefore(end)) {
                return grants;
            }
            grants.add(time.now);
        }
    }

    private static PacedLimit paced(String rate, int margin) {
        return new QuotaSettings(true, List.of(), margin)
                .paced(rate, Rate.parse(rate).orElseThrow());
    }

    /** Returns the most grants in any window that begins with one and does not contain its end. */
    private static int most(List<Instant> grants, Duration window) {
        int most = 0;
        for (int first = 0, after = 0; first < grants.size(); first++) {
            Instant end = grants.get(first).plus(window);
            while (after < grants.size() && grants.get(after).isBefore(end)) {
                after++;
            }
            most = Math.max(most, after - first);
        }
        return most;
    }

    @ParameterizedTest
    @CsvSource({"20/s, 5, 52", "50/s, 5, 52", "1000/s, 5, 52", "1/s, 5, 52", "3/s, 10, 110", "100/min, 5, 3000"})
    void take_lateWakeUpsWithinTheSlack_uses99PercentOfTheRateAndNeverExceedsTheLimit(
            String text, int margin, long mostLateMillis) {
        Rate rate = Rate.parse(text).orElseThrow();
        Duration during = rate.per().multipliedBy(60);
        List<Instant> grants = grants(new LateTime(Duration.ofMillis(mostLateMillis)), during, 0, paced(text, margin));

        double configured = rate.calls() * (100 - margin) / 100.0 * 60;
        assertThat(grants.size() / configured).as("used rate, seed %d", SEED).isBetween(0.99, 1.01);
        assertThat(most(grants, rate.per())).as("seed %d", SEED).isLessThanOrEqualTo(rate.calls());
    }

    @ParameterizedTest
    @CsvSource({"20/s, 5", "50/s, 5", "7/s, 1", "20/s, 50", "100/min, 5", "2/s, 90", "1/s, 5", "20/s, 0", "3/s, 0"})
    void take_afterStallsAndIdleTimes_neverExceedsTheLimitInAnyWindow(String text, int margin) {
        Rate rate = Rate.parse(text).orElseThrow();
        List<Instant> grants =
                grants(new LateTime(rate.per().multipliedBy(3)), rate.per().multipliedBy(500), 2, paced(text, margin));

        assertThat(grants).hasSizeGreaterThan(50);
        assertThat(most(grants, rate.per())).as("seed %d", SEED).isLessThanOrEqualTo(rate.calls());
    }

    /** The lateness of the wake-ups and the difference of the travel times together are within the slack. */
    @ParameterizedTest
    @CsvSource({"20/s, 30, 22", "20/s, 5, 47", "50/s, 30, 22", "2/s, 30, 22", "100/min, 3000, 150"})
    void take_requestsTravelDifferently_theVendorNeverSeesMoreThanItsLimit(
            String text, int mostLateMillis, int travelMillis) {
        Rate rate = Rate.parse(text).orElseThrow();
        Random random = new Random(SEED);
        List<Instant> arrivals = grants(
                        new LateTime(Duration.ofMillis(mostLateMillis)),
                        rate.per().multipliedBy(200),
                        0,
                        paced(text, 5))
                .stream()
                .map(grant -> grant.plusNanos((long) (random.nextDouble() * travelMillis * 1_000_000)))
                .sorted()
                .toList();

        assertThat(most(arrivals, rate.per())).as("seed %d", SEED).isLessThanOrEqualTo(rate.calls());
    }

    @Test
    void take_limitsPerSecondMinuteAndDay_allHoldAndTheDayIsUsed() {
        List<String> rates = List.of("2/s", "20/min", "10000/day");
        PacedLimit[] limits = rates.stream().map(rate -> paced(rate, 5)).toArray(PacedLimit[]::new);
        List<Instant> busy = grants(new LateTime(Duration.ofMillis(50)), Duration.ofDays(3), 0, limits);
        List<Instant> varied = grants(new LateTime(Duration.ofSeconds(30)), Duration.ofDays(9), 1, limits);

        for (List<Instant> grants : Arrays.asList(busy, varied)) {
            for (String text : rates) {
                Rate rate = Rate.parse(text).orElseThrow();
                assertThat(most(grants, rate.per()))
                        .as("%s, seed %d", text, SEED)
                        .isLessThanOrEqualTo(rate.calls());
            }
        }
        assertThat(busy.size() / (3 * 9500.0)).isBetween(0.99, 1.01);
    }

    @Test
    void take_marginOfNothing_pacesWithoutBursts() {
        PacedLimit limit = paced("20/s", 0);

        assertThat(limit.slack()).isZero();
        assertThat(limit.interval()).isEqualTo(Duration.ofMillis(50));
    }
}
