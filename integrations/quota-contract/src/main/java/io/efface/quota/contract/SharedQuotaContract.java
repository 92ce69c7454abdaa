package io.efface.quota.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.Rate;
import io.efface.config.FaceRepositories;
import io.efface.policy.PacedLimit;
import io.efface.policy.QuotaStore;
import io.efface.policy.QuotaUnavailableException;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests a store that several processes share, with a real server. A subclass starts and stops the server. */
public abstract class SharedQuotaContract extends QuotaContract {
    /** The timeout of stores that must respond. On a busy machine, the first response takes seconds. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    /** The timeout of stores that must reject calls. */
    private static final Duration IMPATIENT = Duration.ofMillis(500);

    /** A time far above the timeout of the store, but below the timeouts of a pool and of a client. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final PersonId PERSON = PersonId.of("person");

    private final PacedLimit fast = new PacedLimit(name, Duration.ofMillis(1), Duration.ZERO);

    /** Constructor for subclasses. */
    protected SharedQuotaContract() {}

    /** Returns a store with this timeout and its own connections to the server. The subclass closes the store. */
    protected abstract QuotaStore store(Duration timeout);

    /** Returns a store with this timeout that uses the server through the relay. The subclass closes the store. */
    protected abstract QuotaStore store(Relay relay, Duration timeout);

    /** Returns the server's port on the loopback address. */
    protected abstract int port();

    /** Stops the server as a crash would. */
    protected abstract void stopServer() throws Exception;

    /** Starts the server again on the same port. */
    protected abstract void startServer() throws Exception;

    @Override
    protected final QuotaStore store() {
        return store(PATIENT);
    }

    @Override
    protected final Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    protected final Sleeper sleeper() {
        return Sleeper.system();
    }

    /** Each store represents a process. The number of permits depends on the machine, but must not exceed the rate. */
    @Test
    void stores_threeAtOnce_shareOneRateAndEachGetsItsPart() throws Exception {
        Duration interval = Duration.ofMillis(50);
        PacedLimit limit = new PacedLimit(name, interval, interval);
        List<QuotaStore> stores = List.of(store(), store(), store());
        for (QuotaStore store : stores) {
            take(store, limit);
        }
        ExecutorService threads = Executors.newFixedThreadPool(stores.size());
        try {
            int each = 20;
            CountDownLatch done = new CountDownLatch(1);
            long begun = System.nanoTime();
            List<Future<List<Duration>>> waits = new ArrayList<>();
            for (QuotaStore store : stores) {
                waits.add(threads.submit(() -> waitsUntil(store, limit, each, done)));
            }
            List<Duration> all = new ArrayList<>();
            int permits = 0;
            for (Future<List<Duration>> future : waits) {
                List<Duration> ofStore = future.get(2, TimeUnit.MINUTES);
                permits += (int) ofStore.stream().filter(Duration::isZero).count();
                all.addAll(ofStore);
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(permits).as("%d permits of each store", each).isEqualTo(stores.size() * each);
            assertThat(interval.multipliedBy(permits - 2))
                    .as("the shortest time for %d permits", permits)
                    .isLessThanOrEqualTo(elapsed);
            assertThat(all).allMatch(wait -> wait.compareTo(interval) <= 0, "no wait is longer than an interval");
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Duration> waitsUntil(QuotaStore store, PacedLimit limit, int permits, CountDownLatch done)
            throws InterruptedException {
        List<Duration> waits = new ArrayList<>();
        for (int taken = 0; taken < permits; ) {
            Duration wait = store.tryTake(List.of(limit));
            waits.add(wait);
            taken += wait.isZero() ? 1 : 0;
            assertThat(done.await(wait.toNanos(), TimeUnit.NANOSECONDS)).isFalse();
        }
        return waits;
    }

    @Test
    void repositories_hostsWithClocksHoursApart_shareOneRate() throws Exception {
        int perSecond = 50;
        int each = 40;
        RecordingVendor vendor = new RecordingVendor(name, RecordingVendor.onAll("all", Rate.perSecond(perSecond)));
        Clock early = Clock.offset(Clock.systemUTC(), Duration.ofHours(-5));
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofHours(5));
        try (FaceRepositories one = open(vendor, store(), early, Sleeper.system());
                FaceRepositories other = open(vendor, store(), late, Sleeper.system())) {
            delete(one, 1);
            delete(other, 1);
            int before = vendor.requests().size();
            long start = System.nanoTime();
            CompletableFuture<Void> otherHost = CompletableFuture.runAsync(() -> delete(other, each));
            delete(one, each);
            otherHost.get(2, TimeUnit.MINUTES);
            double seconds = (System.nanoTime() - start) / 1e9;

            assertThat(vendor.requests().size() - before).isEqualTo(2 * each);
            // The bound includes the slack, which is 5 % of 50 permits, and the permit that is available at the start.
            assertThat(2.0 * each)
                    .as("requests of both hosts in %.2f s", seconds)
                    .isLessThanOrEqualTo(perSecond * 0.95 * seconds + 1 + 2.5);
        }
    }

    private static void delete(FaceRepositories accounts, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(accounts.get("a").deletePerson(PERSON).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
    }

    @Test
    void repository_storeIsGone_rejectsLocallyAndSendsNothingAndRecovers() throws Exception {
        RecordingVendor vendor = new RecordingVendor(name, RecordingVendor.onAll("all", Rate.perSecond(1000)));
        QuotaStore store = store(IMPATIENT);
        take(store, fast);
        try (FaceRepositories accounts = open(vendor, store, clock(), sleeper())) {
            stopServer();
            try {
                for (int i = 0; i < 3; i++) {
                    assertThatThrownBy(() -> accounts.get("a").deletePerson(PERSON))
                            .isInstanceOfSatisfying(FaceException.class, SharedQuotaContract::assertRejectedLocally);
                    assertThatThrownBy(() -> accounts.get("a").findPerson(PERSON))
                            .isInstanceOfSatisfying(FaceException.class, SharedQuotaContract::assertRejectedLocally);
                }
                assertThat(vendor.requests()).as("requests sent").isEmpty();
            } finally {
                startServer();
            }
            take(store, fast);
        }
    }

    private static void assertRejectedLocally(FaceException rejection) {
        assertThat(rejection.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(rejection.origin()).isEqualTo(Origin.LOCAL);
        assertThat(rejection.effect()).isEqualTo(Effect.NONE);
        assertThat(rejection.attempts()).isZero();
    }

    @Test
    void tryTake_serverHangs_rejectsInTimeAndRecovers() throws Exception {
        try (Relay relay = new Relay(port())) {
            QuotaStore hanging = store(relay, IMPATIENT);
            take(hanging, fast);
            relay.stall();

            long start = System.nanoTime();
            assertThatThrownBy(() -> hanging.tryTake(List.of(fast))).isInstanceOf(QuotaUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(400), SOON);
            assertThatThrownBy(() -> hanging.penalize(List.of(fast), Duration.ofSeconds(1)))
                    .isInstanceOf(QuotaUnavailableException.class);

            relay.resume();
            take(hanging, fast);
        }
    }

    @Test
    void tryTake_connectionsBreak_recovers() throws Exception {
        try (Relay relay = new Relay(port())) {
            QuotaStore cut = store(relay, Duration.ofSeconds(1));
            take(cut, fast);
            relay.cut();

            Throwable error = catchThrowable(() -> cut.tryTake(List.of(fast)));
            if (error != null) {
                assertThat(error).isInstanceOf(QuotaUnavailableException.class);
            }
            take(cut, fast);
        }
    }

    @Test
    void tryTake_interrupted_endsAtOnceAndStoreStaysUsable() throws Exception {
        try (Relay relay = new Relay(port())) {
            QuotaStore hanging = store(relay, PATIENT);
            take(hanging, fast);
            relay.stall();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread taker = new Thread(() -> {
                Throwable error = catchThrowable(() -> hanging.tryTake(List.of(fast)));
                interrupted.complete(error instanceof QuotaUnavailableException
                        && Thread.currentThread().isInterrupted());
            });
            taker.start();
            taker.interrupt();

            assertThat(interrupted.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

            relay.resume();
            take(hanging, fast);
        }
    }
}
