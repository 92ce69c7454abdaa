package io.efface.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.policy.BreakerState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class EffaceMetersTest {
    private static final PersonId ALICE = PersonId.of("alice");

    private final FakeAccount vendor = new FakeAccount();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private FaceRepositories open(Map<String, String> settings) {
        return FaceRepositories.builder().account("one", vendor, settings).open();
    }

    private double breaker(String account, String state) {
        return meters.get(EffaceMeters.BREAKER_STATE)
                .tags("account", account, "provider", "fake", "state", state)
                .gauge()
                .value();
    }

    @Test
    void breakerState_breakerOpens_onlyTheGaugeOfOpenIsOne() {
        try (FaceRepositories accounts =
                        open(Map.of("breaker.calls", "2", "retry.max-attempts", "1", "breaker.open-for", "1h"));
                EffaceMeters bound = EffaceMeters.bind(meters, accounts)) {
            bound.refresh();
            assertThat(breaker("one", "closed")).isEqualTo(1);
            assertThat(breaker("one", "open")).isZero();
            for (int i = 0; i < 2; i++) {
                vendor.failures.add(FaceException.of(Operation.DELETE_PERSON, ErrorKind.UNAVAILABLE)
                        .origin(Origin.VENDOR)
                        .attempts(1)
                        .build());
                assertThatThrownBy(() -> accounts.get("one").deletePerson(ALICE))
                        .isInstanceOf(FaceException.class);
            }
            assertThat(breaker("one", "closed")).isZero();
            assertThat(breaker("one", "half_open")).isZero();
            assertThat(breaker("one", "open")).isEqualTo(1);
        }
    }

    @Test
    void quotaWaiting_noCallWaits_isZero() {
        try (FaceRepositories accounts = open(Map.of());
                EffaceMeters bound = EffaceMeters.bind(meters, accounts)) {
            bound.refresh();
            assertThat(meters.get(EffaceMeters.QUOTA_WAITING)
                            .tags("account", "one", "provider", "fake")
                            .gauge()
                            .value())
                    .isZero();
        }
    }

    @Test
    void quotaWaiting_callsWait_countsThemAll() throws Exception {
        BlockingTime time = new BlockingTime();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (FaceRepositories accounts = FaceRepositories.builder()
                        .account("one", vendor, Map.of("quota", "1"))
                        .clock(time)
                        .sleeper(time)
                        .open();
                EffaceMeters bound = EffaceMeters.bind(meters, accounts)) {
            bound.refresh();
            accounts.get("one").deletePerson(ALICE);
            List<Future<?>> waiting = new ArrayList<>();
            for (String person : List.of("bob", "carol", "dave")) {
                waiting.add(threads.submit(() -> accounts.get("one").deletePerson(PersonId.of(person))));
            }
            time.awaitFirstWait();
            await(() -> waiting() == 3);

            time.release();
            for (Future<?> each : waiting) {
                each.get(30, TimeUnit.SECONDS);
            }

            assertThat(waiting()).isZero();
        } finally {
            time.release();
            threads.shutdownNow();
        }
    }

    private double waiting() {
        return meters.get(EffaceMeters.QUOTA_WAITING)
                .tags("account", "one", "provider", "fake")
                .gauge()
                .value();
    }

    /**
     * Waits until the condition is true. Polls, because only the first waiting call calls the sleeper; the others wait for the first one.
     */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void breakerState_vendorWorksAgain_changesToHalfOpenThenClosed() {
        BlockingTime time = new BlockingTime();
        try (FaceRepositories accounts = FaceRepositories.builder()
                        .account("one", vendor, Map.of("quota", "off", "breaker.open-for", "1h"))
                        .clock(time)
                        .sleeper(time)
                        .open();
                EffaceMeters bound = EffaceMeters.bind(meters, accounts)) {
            bound.refresh();
            vendor.failures.add(FaceException.of(Operation.DELETE_PERSON, ErrorKind.ACCOUNT_UNAVAILABLE)
                    .origin(Origin.VENDOR)
                    .attempts(1)
                    .build());
            assertThatThrownBy(() -> accounts.get("one").deletePerson(ALICE)).isInstanceOf(FaceException.class);
            assertBreakerIs("open");

            time.pass(Duration.ofMinutes(59));
            assertBreakerIs("open");
            time.pass(Duration.ofMinutes(1));
            assertBreakerIs("half_open");

            accounts.get("one").deletePerson(ALICE);
            assertBreakerIs("closed");
        }
    }

    private void assertBreakerIs(String state) {
        for (BreakerState each : BreakerState.values()) {
            assertThat(breaker("one", each.spelling()))
                    .as(each.spelling())
                    .isEqualTo(each.spelling().equals(state) ? 1 : 0);
        }
    }

    @Test
    void refresh_accountsAddedAndRemoved_updatesMeters() {
        try (FaceRepositories accounts = open(Map.of())) {
            EffaceMeters bound = EffaceMeters.bind(meters, accounts);
            accounts.put("two", new FakeAccount(), Map.of());
            accounts.put("raw", new FakeAccount(), Map.of("policies", "none"));
            accounts.remove("one");
            assertThat(breaker("one", "closed")).isNaN();

            bound.refresh();

            assertThat(breaker("two", "closed")).isEqualTo(1);
            assertThat(meters.getMeters())
                    .hasSize(4)
                    .allMatch(meter -> "two".equals(meter.getId().getTag("account")));
            bound.close();
            assertThat(meters.getMeters()).isEmpty();
        }
    }

    @Test
    void refresh_accountReplaced_updatesMeters() {
        try (FaceRepositories accounts = open(Map.of());
                EffaceMeters bound = EffaceMeters.bind(meters, accounts)) {
            accounts.put("one", new FakeAccount("other"), Map.of());
            bound.refresh();

            assertThat(meters.getMeters())
                    .hasSize(4)
                    .allMatch(meter -> "other".equals(meter.getId().getTag("provider")));
            assertThat(meters.get(EffaceMeters.BREAKER_STATE)
                            .tags("account", "one", "provider", "other", "state", "closed")
                            .gauge()
                            .value())
                    .isEqualTo(1);

            accounts.put("one", new FakeAccount("other", Optional.of("staff")), Map.of());
            bound.refresh();
            assertThat(meters.getMeters())
                    .hasSize(4)
                    .allMatch(meter -> "staff".equals(meter.getId().getTag("library")));

            accounts.put("one", new FakeAccount(), Map.of("policies", "none"));
            bound.refresh();
            assertThat(meters.getMeters()).isEmpty();
        }
    }
}
