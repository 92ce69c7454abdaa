package io.efface.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import io.efface.Rate;
import io.efface.spi.CallContext;
import io.efface.spi.layers.LayerCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the rate of a caller that takes permits as fast as possible, with a sleeper that wakes up late. */
class QuotaPaceTest {
    private static final long SEED = System.nanoTime();

    /** A clock and a sleeper. A sleep moves the clock by more than the requested time. */
    private static final class LateTime extends ManualTime {
        private final Random random = new Random(SEED);
        private final Duration maxDelay;

        LateTime(Duration maxDelay) {
            this.maxDelay = maxDelay;
        }

        /** Most sleeps are a little too long, and a few sleeps are much too long. */
        @Override
        public boolean sleep(Duration time, CallContext call) {
            double part = Math.pow(random.nextDouble(), 8);
            advance(time.plusNanos((long) (maxDelay.toNanos() * part)));
            return true;
        }
    }

    /** Takes permits one after the other for a time. Returns the times of the permits. */
    private static List<Instant> permits(LateTime time, Duration duration, int idlePercent, PacedLimit... limits) {
        QuotaQueue queue = new QuotaQueue(List.of(limits), QuotaStore.inProcess(time), new KeyedLock<>(), time, time);
        Random random = new Random(SEED);
        Instant end = time.now.plus(duration);
        List<Instant> permits = new ArrayList<>();
        while (true) {
            if (random.nextInt(100) < idlePercent) {
                time.now = time.now.plus(limits[limits.length - 1]
                        .slack()
                        .multipliedBy(random.nextInt(150))
                        .dividedBy(100));
            }
            Duration unused = queue.take(Operation.DELETE_PERSON, "test", LayerCall.plain());
            if (!time.now.isBefore(end)) {
                return permits;
            }
            permits.add(time.now);
        }
    }

    private static PacedLimit paced(String rate, int margin) {
        return new QuotaSettings(true, List.of(), margin)
                .paced(rate, Rate.parse(rate).orElseThrow());
    }

    /** Returns the largest number of permits in any window that begins at a permit. A window does not contain its end. */
    private static int mostInWindow(List<Instant> permits, Duration window) {
        int largest = 0;
        for (int first = 0, after = 0; first < permits.size(); first++) {
            Instant end = permits.get(first).plus(window);
            while (after < permits.size() && permits.get(after).isBefore(end)) {
                after++;
            }
            largest = Math.max(largest, after - first);
        }
        return largest;
    }

    @ParameterizedTest
    @CsvSource({"20/s, 5, 52", "50/s, 5, 52", "1000/s, 5, 52", "1/s, 5, 52", "3/s, 10, 110", "100/min, 5, 3000"})
    void take_lateWakeUpsWithinTheSlack_uses99PercentOfTheRateAndKeepsTheLimit(
            String text, int margin, long maxDelayMillis) {
        Rate rate = Rate.parse(text).orElseThrow();
        Duration duration = rate.per().multipliedBy(60);
        List<Instant> permits =
                permits(new LateTime(Duration.ofMillis(maxDelayMillis)), duration, 0, paced(text, margin));

        double configured = rate.calls() * (100 - margin) / 100.0 * 60;
        assertThat(permits.size() / configured).as("used rate, seed %d", SEED).isBetween(0.99, 1.01);
        assertThat(mostInWindow(permits, rate.per())).as("seed %d", SEED).isLessThanOrEqualTo(rate.calls());
    }

    @ParameterizedTest
    @CsvSource({"20/s, 5", "50/s, 5", "7/s, 1", "20/s, 50", "100/min, 5", "2/s, 90", "1/s, 5", "20/s, 0", "3/s, 0"})
    void take_afterDelaysAndIdleTimes_neverExceedsTheLimitInAnyWindow(String text, int margin) {
        Rate rate = Rate.parse(text).orElseThrow();
        List<Instant> permits =
                permits(new LateTime(rate.per().multipliedBy(3)), rate.per().multipliedBy(500), 2, paced(text, margin));

        assertThat(permits).hasSizeGreaterThan(50);
        assertThat(mostInWindow(permits, rate.per())).as("seed %d", SEED).isLessThanOrEqualTo(rate.calls());
    }

    /** In each case, the largest delay of a wake-up plus the largest travel time of a request is at most the slack. */
    @ParameterizedTest
    @CsvSource({"20/s, 30, 22", "20/s, 5, 47", "50/s, 30, 22", "2/s, 30, 22", "100/min, 3000, 150"})
    void take_differentTravelTimes_vendorReceivesAtMostItsLimit(String text, int maxDelayMillis, int travelMillis) {
        Rate rate = Rate.parse(text).orElseThrow();
        Random random = new Random(SEED);
        List<Instant> arrivals = permits(
                        new LateTime(Duration.ofMillis(maxDelayMillis)),
                        rate.per().multipliedBy(200),
                        0,
                        paced(text, 5))
                .stream()
                .map(permit -> permit.plusNanos((long) (random.nextDouble() * travelMillis * 1_000_000)))
                .sorted()
                .toList();

        assertThat(mostInWindow(arrivals, rate.per())).as("seed %d", SEED).isLessThanOrEqualTo(rate.calls());
    }

    @Test
    void take_limitsPerSecondMinuteAndDay_areKeptAndTheDailyLimitIsUsedUp() {
        List<String> rates = List.of("2/s", "20/min", "10000/day");
        PacedLimit[] limits = rates.stream().map(rate -> paced(rate, 5)).toArray(PacedLimit[]::new);
        List<Instant> busy = permits(new LateTime(Duration.ofMillis(50)), Duration.ofDays(3), 0, limits);
        List<Instant> varied = permits(new LateTime(Duration.ofSeconds(30)), Duration.ofDays(9), 1, limits);

        for (List<Instant> permits : Arrays.asList(busy, varied)) {
            for (String text : rates) {
                Rate rate = Rate.parse(text).orElseThrow();
                assertThat(mostInWindow(permits, rate.per()))
                        .as("%s, seed %d", text, SEED)
                        .isLessThanOrEqualTo(rate.calls());
            }
        }
        assertThat(busy.size() / (3 * 9500.0)).isBetween(0.99, 1.01);
    }

    @Test
    void paced_noMargin_hasNoSlack() {
        PacedLimit limit = paced("20/s", 0);

        assertThat(limit.slack()).isZero();
        assertThat(limit.interval()).isEqualTo(Duration.ofMillis(50));
    }
}
