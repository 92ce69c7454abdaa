package io.efface.quota.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.policy.PacedLimit;
import io.efface.policy.QuotaStore;
import io.efface.policy.QuotaUnavailableException;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests that a store counts permits according to the rule of {@link QuotaStore}. Every store must pass these tests. No test depends on the
 * speed of the machine.
 */
public abstract class QuotaStoreContract {
    static final Duration HOUR = Duration.ofHours(1);
    /** Slightly less than {@link #HOUR}, because time passes during a test. */
    static final Duration ALMOST_HOUR = Duration.ofMinutes(59);

    /** The time after which a blocked test fails. */
    static final int PATIENCE_SECONDS = 60;

    /** A unique name for the limits of this test. */
    protected final String name = "tencent " + UUID.randomUUID();

    final ExecutorService threads = Executors.newCachedThreadPool();

    /** Constructor for subclasses. */
    protected QuotaStoreContract() {}

    /** Returns a store. All stores of one test share their counts. The subclass closes the stores. */
    protected abstract QuotaStore store();

    /** Returns the clock of the host. */
    protected abstract Clock clock();

    /** Returns the sleeper, which also advances the clock of the store. */
    protected abstract Sleeper sleeper();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    /** Takes a permit, and waits for it as long as the store requires. If the store is temporarily unavailable, this method tries again. */
    protected final void take(QuotaStore store, PacedLimit... limits) throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            Duration wait;
            try {
                wait = store.tryTake(List.of(limits));
            } catch (QuotaUnavailableException e) {
                wait = Duration.ofMillis(50);
            }
            if (wait.isZero()) {
                return;
            }
            assertThat(sleeper().sleep(wait, LayerCall.plain())).isTrue();
        }
        throw new AssertionError("no permit in 100 attempts");
    }

    private static PacedLimit limit(String name, Duration interval) {
        return new PacedLimit(name, interval, Duration.ZERO);
    }

    @Test
    void tryTake_newNameWithSlack_givesOnePermit() {
        PacedLimit limit = new PacedLimit(name, HOUR, HOUR.multipliedBy(10));

        assertThat(store().tryTake(List.of(limit))).isZero();
        assertThat(store().tryTake(List.of(limit))).isBetween(ALMOST_HOUR, HOUR);
    }

    @Test
    void tryTake_equalAndDifferentNames_onlyEqualNamesShareACount() {
        PacedLimit other = limit(name + "\u00e9'\"; %_ \u4eba ".repeat(100), HOUR);

        assertThat(store().tryTake(List.of(limit(name, HOUR)))).isZero();
        assertThat(store().tryTake(List.of(limit(name, HOUR)))).isPositive();
        assertThat(store().tryTake(List.of(other))).isZero();
        assertThat(store().tryTake(List.of(other))).isPositive();
    }

    @Test
    void tryTake_afterIdleTime_givesMorePermitsUpToTheSlack() throws Exception {
        Duration interval = Duration.ofMillis(200);
        PacedLimit limit = new PacedLimit(name, interval, interval.multipliedBy(5));
        // One store for all permits, because one store per permit would open more connections than a server accepts.
        QuotaStore store = store();
        take(store, limit);
        assertThat(sleeper().sleep(interval.multipliedBy(12), LayerCall.plain()))
                .isTrue();

        long start = clock().millis();
        int permits = 0;
        while (permits < 100 && store.tryTake(List.of(limit)).isZero()) {
            permits++;
        }
        long elapsed = clock().millis() - start;

        assertThat(permits).isBetween(6, 7 + (int) (elapsed / interval.toMillis()));
        assertThat(store.tryTake(List.of(limit))).isLessThanOrEqualTo(interval);
    }

    @Test
    void tryTake_afterIdleTimeWithoutSlack_givesOnePermit() throws Exception {
        PacedLimit limit = limit(name, Duration.ofSeconds(2));
        take(store(), limit);
        assertThat(sleeper().sleep(Duration.ofSeconds(3), LayerCall.plain())).isTrue();

        assertThat(store().tryTake(List.of(limit))).isZero();
        assertThat(store().tryTake(List.of(limit))).isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
    }

    @Test
    void tryTake_severalLimits_takesAllOrNone() {
        PacedLimit second = limit(name + " per second", Duration.ofMillis(1));
        PacedLimit day = limit(name + " per day", HOUR);

        assertThat(store().tryTake(List.of(second, day))).isZero();
        assertThat(store().tryTake(List.of(limit(name + " other", HOUR)))).isZero();
        assertThat(store().tryTake(List.of(limit(name + " other", HOUR), limit(name + " untouched", HOUR))))
                .isBetween(ALMOST_HOUR, HOUR);
        assertThat(store().tryTake(List.of(limit(name + " untouched", HOUR))))
                .as("the rejected call took no permit from the untouched limit")
                .isZero();
    }

    @Test
    void tryTake_concurrentCallsWithLimitsInAnyOrder_onePermitIsGiven() throws Exception {
        int many = 8;
        for (int round = 0; round < 5; round++) {
            PacedLimit one = limit(name + " one " + round, HOUR);
            PacedLimit two = limit(name + " two " + round, HOUR);
            List<QuotaStore> stores = List.of(store(), store());
            CyclicBarrier start = new CyclicBarrier(many);
            List<Future<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                QuotaStore store = stores.get(i % 2);
                List<PacedLimit> limits = i % 4 < 2 ? List.of(one, two) : List.of(two, one);
                calls.add(threads.submit(() -> {
                    start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return store.tryTake(limits).isZero();
                }));
            }
            int taken = 0;
            for (Future<Boolean> each : calls) {
                taken += each.get(PATIENCE_SECONDS, TimeUnit.SECONDS) ? 1 : 0;
            }

            assertThat(taken).as("permits of both limits in round %d", round).isEqualTo(1);
        }
    }

    @Test
    void tryTake_intervalsDiffer_nextPermitFollowsAfterTheIntervalOfTheLastTaker() {
        assertThat(store().tryTake(List.of(limit(name, HOUR)))).isZero();
        assertThat(store().tryTake(List.of(limit(name, Duration.ofMillis(1)))))
                .as("the wait after a permit with the long interval")
                .isBetween(ALMOST_HOUR, HOUR);

        assertThat(store().tryTake(List.of(limit(name + " 2", Duration.ofNanos(1_000)))))
                .isZero();
        assertThat(store().tryTake(List.of(limit(name + " 2", HOUR))))
                .as("the wait after a permit with the short interval")
                .isLessThanOrEqualTo(Duration.ofNanos(1_000));
    }

    @Test
    void penalize_severalTimes_longestPenaltyApplies() {
        List<PacedLimit> limits = List.of(limit(name, Duration.ofMillis(1)), limit(name + " 2", Duration.ofMillis(1)));
        assertThat(store().tryTake(limits)).isZero();
        store().penalize(limits, Duration.ofMinutes(10));
        store().penalize(limits, Duration.ofMinutes(10));
        store().penalize(limits, Duration.ofSeconds(5));

        for (PacedLimit limit : limits) {
            assertThat(store().tryTake(List.of(limit))).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        }
    }

    @Test
    void penalize_manyAtOnce_doNotAddUp() throws Exception {
        int many = 8;
        List<QuotaStore> stores = List.of(store(), store());
        List<PacedLimit> limits = List.of(limit(name, Duration.ofSeconds(1)));
        CyclicBarrier start = new CyclicBarrier(many);
        List<Future<?>> penalties = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            QuotaStore store = stores.get(i % 2);
            penalties.add(threads.submit(() -> {
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                store.penalize(limits, Duration.ofMinutes(10));
                return true;
            }));
        }
        for (Future<?> each : penalties) {
            each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(store().tryTake(limits)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }
}
