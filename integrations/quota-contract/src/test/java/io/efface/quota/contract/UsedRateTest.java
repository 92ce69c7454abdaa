package io.efface.quota.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.PersonId;
import io.efface.Rate;
import io.efface.config.FaceRepositories;
import io.efface.policy.PacedLimit;
import io.efface.policy.QuotaStore;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures in real time how much of the default quota several threads use. The default quota is 20 calls per second less 5 %.
 *
 * <p>{@code mvn -pl integrations/quota-contract -am test -Dtest=UsedRateTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Defface.quota.seconds=60} measures a minute, on an idle machine.
 */
class UsedRateTest {
    private static final String SECONDS = "efface.quota.seconds";
    private static final int LIMIT = 20;
    private static final double CONFIGURED = 19;
    private static final int THREADS = 4;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** A permit, with the values of {@link System#nanoTime()} before and after the call of the store. */
    private record Grant(long requested, long granted) {}

    /** Records the permits and waits of the store in the process. */
    private static final class RecordingStore implements QuotaStore {
        private final QuotaStore store = QuotaStore.inProcess(Clock.systemUTC());
        private final List<Grant> grants = Collections.synchronizedList(new ArrayList<>());
        private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Duration tryTake(List<PacedLimit> limits) {
            long requested = System.nanoTime();
            Duration wait = store.tryTake(limits);
            waits.add(wait);
            if (wait.isZero()) {
                grants.add(new Grant(requested, System.nanoTime()));
            }
            return wait;
        }

        @Override
        public void penalize(List<PacedLimit> limits, Duration time) {
            store.penalize(limits, time);
        }
    }

    private final RecordingStore store = new RecordingStore();
    private final RecordingVendor vendor =
            new RecordingVendor("key", RecordingVendor.onAll("all", Rate.perSecond(LIMIT)));

    /** Checks the values that the store returned, and not the times of the calls, so that a busy machine does not change the result. */
    @Test
    void calls_twoSeconds_waitNoLongerThanAnIntervalAndNeverExceedTheLimit() throws Exception {
        callFor(2 * SECOND);

        long interval = SECOND / 19 + 1;
        assertThat(store.waits).allMatch(wait -> wait.toNanos() <= interval);
        for (Grant first : store.grants) {
            assertThat(store.grants)
                    .filteredOn(grant ->
                            grant.requested() >= first.requested() && grant.granted() < first.requested() + SECOND)
                    .as("permits that were certainly given within one second")
                    .hasSizeLessThanOrEqualTo(LIMIT);
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = SECONDS,
            matches = "[0-9]+",
            disabledReason = "measures real time: set -Defface.quota.seconds=60 on an idle machine")
    void calls_aMinute_useTheConfiguredRateAndNeverExceedTheLimitAtTheVendor() throws Exception {
        int seconds = Integer.getInteger(SECONDS);
        long begun = callFor((seconds + 1) * SECOND);

        long granted = store.grants.stream()
                .filter(grant -> grant.granted() < begun + seconds * SECOND)
                .count();
        List<Long> arrivals = vendor.requests().stream()
                .map(RecordingVendor.Request::nanos)
                .sorted()
                .toList();
        int most = 0;
        for (int first = 0, after = 0; first < arrivals.size(); first++) {
            while (after < arrivals.size() && arrivals.get(after) < arrivals.get(first) + SECOND) {
                after++;
            }
            most = Math.max(most, after - first);
        }
        System.out.printf(
                Locale.ROOT,
                "%d permits in %d s, %.2f %% of the configured rate; at most %d in a sliding second at the vendor%n",
                granted,
                seconds,
                100 * granted / (CONFIGURED * seconds),
                most);
        assertThat(granted / (CONFIGURED * seconds)).isGreaterThanOrEqualTo(0.99);
        assertThat(most).isLessThanOrEqualTo(LIMIT);
    }

    /** Returns {@link System#nanoTime()} of the first permit. */
    private long callFor(long nanos) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (FaceRepositories accounts = QuotaContract.open(vendor, store, Clock.systemUTC(), Sleeper.system())) {
            accounts.get("a").deletePerson(PersonId.of("warm-up"));
            long end = System.nanoTime() + nanos;
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                PersonId person = PersonId.of("person-" + i);
                callers.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        accounts.get("a").deletePerson(person);
                    }
                    return true;
                }));
            }
            for (Future<?> caller : callers) {
                caller.get(nanos / SECOND + 60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        return store.grants.get(0).requested();
    }
}
