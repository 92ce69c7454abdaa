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
import io.efface.config.FaceRepositories;
import io.efface.policy.QuotaBucket;
import io.efface.policy.QuotaStore;
import io.efface.policy.QuotaUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What a store of shared quota must do against a real server. Extend it and say how the server is started and stopped; the child
 * processes run with the test class path.
 */
public abstract class SharedQuotaContract {
    private static final Duration NEVER_AGAIN = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Of stores that are meant to answer: a first answer takes seconds where the machine has other work. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    /** Of stores that are meant to refuse. */
    private static final Duration IMPATIENT = Duration.ofMillis(500);

    /** Far above the timeout of who waits, and below that of who would wait for a pool's or a client's own limit. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final PersonId SOMEBODY = new PersonId("somebody");

    private final String bucket = "tencent:" + UUID.randomUUID();

    /** For implementors. */
    protected SharedQuotaContract() {}

    /** Returns a store with this timeout that talks to the server directly; closed by the implementor. */
    protected abstract QuotaStore store(Duration timeout);

    /** Returns a store with this timeout that talks to the server through the relay; closed by the implementor. */
    protected abstract QuotaStore store(Relay relay, Duration timeout);

    /** Returns the server's port on the loopback address. */
    protected abstract int port();

    /** Stops the server as a crash would. */
    protected abstract void stopServer() throws Exception;

    /** Starts it again on the same port. */
    protected abstract void startServer() throws Exception;

    /**
     * Returns the class whose {@code main} gets {@link #contenderArguments()}, the interval as {@link Duration} writes it, the bucket's name and
     * the warm-up bucket's name, makes a store with {@link Contender#skewedTicker()} and calls {@link Contender#run}.
     */
    protected abstract Class<?> contender();

    /** Returns where the server is, for {@link #contender()}. */
    protected abstract List<String> contenderArguments();

    @Test
    void threeProcesses_withClocksFourSecondsApart_shareOneRateAndRefuseWhenTheStoreIsGone() throws Exception {
        try (Fleet fleet = SharedRate.fleet(contender(), contenderArguments(), bucket, PATIENCE)) {
            SharedRate.check(fleet, getClass().getSimpleName());
            seesTheDebt(fleet);
            refusesWhileTheServerIsGone(fleet);
        }
    }

    private void seesTheDebt(Fleet fleet) throws InterruptedException {
        long before = Contender.micros();
        store(PATIENT).bucket(bucket, SharedRate.INTERVAL).owe(Duration.ofSeconds(1));
        long after = Contender.micros();

        long next = fleet.await("the debt is earned back", event -> event.isGrant() && event.asked() > after)
                .answered();

        // Whoever looked at the store's clock only now is wrong by half a round trip, and these are long on a busy
        // machine.
        assertThat(next - before)
                .as("microseconds from the debt to the next grant")
                .isGreaterThan(500_000);
    }

    private void refusesWhileTheServerIsGone(Fleet fleet) throws Exception {
        stopServer();
        long gone = Contender.micros();
        fleet.awaitEach("each process is refused", event -> event.what().equals("refused") && event.asked() > gone);
        fleet.awaitEach(
                "and refused again",
                event -> event.what().equals("refused") && event.asked() > gone + SharedRate.SETTLED);
        assertThat(fleet.grants()).noneMatch(event -> event.asked() > gone);
        startServer();
        fleet.awaitEach("each process gets permits again", Fleet.Event::isGrant);
    }

    @Test
    void repositories_ofTwoOnOneStore_sendNoMoreThanOneRate() throws Exception {
        int perSecond = 50;
        int each = 40;
        CountingVendor vendor = new CountingVendor("two of " + bucket, perSecond);
        QuotaStore store = store(PATIENT);
        // The place is the same and no key is known, so both are one quota group, as two processes would be.
        try (FaceRepositories one = open(vendor, store);
                FaceRepositories other = open(vendor, store)) {
            one.get("a").deletePerson(SOMEBODY);
            int before = vendor.requests();
            long start = System.nanoTime();
            CompletableFuture<Boolean> there = CompletableFuture.supplyAsync(() -> delete(other, each));
            delete(one, each);
            assertThat(there.get(2, TimeUnit.MINUTES)).isTrue();
            double seconds = (System.nanoTime() - start) / 1e9;

            assertThat(vendor.requests() - before).isEqualTo(2 * each);
            assertThat(2.0 * each)
                    .as("sent in %.2f s by both", seconds)
                    .isLessThanOrEqualTo(perSecond * 0.95 * seconds + 2);
        }
    }

    private static boolean delete(FaceRepositories accounts, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(accounts.get("a").deletePerson(SOMEBODY).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
        return true;
    }

    @Test
    void repository_storeIsGone_refusesLocallyAndSendsNothing() throws Exception {
        CountingVendor vendor = new CountingVendor("gone of " + bucket, 1000);
        QuotaStore store = store(IMPATIENT);
        assertGivesAtLast(store.bucket(bucket, Duration.ofMillis(1)));
        try (FaceRepositories accounts = open(vendor, store)) {
            stopServer();
            try {
                assertThatThrownBy(() -> accounts.get("a").deletePerson(SOMEBODY))
                        .isInstanceOfSatisfying(FaceException.class, SharedQuotaContract::assertRefusedLocally);
                assertThatThrownBy(() -> accounts.get("a").findPerson(SOMEBODY))
                        .isInstanceOfSatisfying(FaceException.class, SharedQuotaContract::assertRefusedLocally);
                assertThat(vendor.requests()).as("requests sent").isZero();
            } finally {
                startServer();
            }
        }
    }

    private static void assertRefusedLocally(FaceException refusal) {
        assertThat(refusal.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(refusal.origin()).isEqualTo(Origin.LOCAL);
        assertThat(refusal.effect()).isEqualTo(Effect.NONE);
        assertThat(refusal.attempts()).isZero();
    }

    private static FaceRepositories open(CountingVendor vendor, QuotaStore store) {
        return FaceRepositories.builder()
                .account("a", vendor)
                .service(QuotaStore.class, store)
                .open();
    }

    @Test
    void tryTake_serverHangs_refusesInTimeAndRecovers() throws Exception {
        try (Relay relay = new Relay(port())) {
            QuotaBucket hanging = store(relay, IMPATIENT).bucket(bucket, Duration.ofMillis(1));
            assertGivesAtLast(hanging);
            relay.stall();

            long start = System.nanoTime();
            assertThatThrownBy(hanging::tryTake).isInstanceOf(QuotaUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(400), SOON);
            assertThatThrownBy(() -> hanging.owe(Duration.ofSeconds(1))).isInstanceOf(QuotaUnavailableException.class);

            relay.resume();
            assertGivesAtLast(hanging);
        }
    }

    @Test
    void tryTake_connectionsBreak_recovers() throws Exception {
        try (Relay relay = new Relay(port())) {
            QuotaBucket cut = store(relay, Duration.ofSeconds(1)).bucket(bucket, Duration.ofMillis(1));
            assertGivesAtLast(cut);
            relay.cut();

            Throwable error = catchThrowable(cut::tryTake);
            if (error != null) {
                assertThat(error).isInstanceOf(QuotaUnavailableException.class);
            }
            assertGivesAtLast(cut);
        }
    }

    /** A first answer may come too late on a busy machine, answers may be lost for a while, and a debt may have come through in spite, but not for ever. */
    private static void assertGivesAtLast(QuotaBucket bucket) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int attempt = 0; attempt < 100; attempt++) {
            Duration wait;
            try {
                wait = bucket.tryTake();
            } catch (QuotaUnavailableException e) {
                wait = Duration.ofMillis(50);
            }
            if (wait.isZero()) {
                return;
            }
            assertThat(never.await(wait.toNanos(), TimeUnit.NANOSECONDS)).isFalse();
        }
        throw new AssertionError("gives no permit any more");
    }

    @Test
    void tryTake_twoStores_oneBucketByName() {
        QuotaBucket one = store(PATIENT).bucket(bucket, NEVER_AGAIN);
        QuotaBucket same = store(PATIENT).bucket(bucket, NEVER_AGAIN);
        QuotaBucket other = store(PATIENT).bucket(bucket + "\u00e9'\"; %_ \u4eba ".repeat(100), NEVER_AGAIN);

        assertThat(one.tryTake()).isZero();
        assertThat(same.tryTake()).isBetween(NEVER_AGAIN.minusMinutes(1), NEVER_AGAIN);
        assertThat(other.tryTake()).isZero();
    }

    @Test
    void tryTake_anotherIntervalElsewhere_longestHoldsAndDebtStays() {
        QuotaBucket fast = store(PATIENT).bucket(bucket, Duration.ofMillis(1));
        assertThat(fast.tryTake()).isZero();
        fast.owe(Duration.ofSeconds(30));
        QuotaBucket slow = store(PATIENT).bucket(bucket, Duration.ofSeconds(10));

        assertThat(slow.tryTake())
                .as("what is owed, and the slow one's permit")
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(41));
        assertThat(fast.tryTake())
                .as("by the longest interval")
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(41));
    }

    @Test
    void owe_byTheFasterOfTwo_isTimeWhateverTheInterval() throws Exception {
        QuotaBucket slow = store(PATIENT).bucket(bucket, Duration.ofSeconds(10));
        assertGivesAtLast(slow);
        store(PATIENT).bucket(bucket, Duration.ofMillis(1)).owe(Duration.ofMinutes(10));

        assertThat(slow.tryTake()).isBetween(Duration.ofMinutes(9), Duration.ofSeconds(612));
    }

    @Test
    void owe_manyAtOnce_doNotAddUp() throws Exception {
        int many = 8;
        List<QuotaStore> stores = List.of(store(PATIENT), store(PATIENT));
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            for (int round = 0; round < 5; round++) {
                String name = bucket + round;
                CyclicBarrier together = new CyclicBarrier(many);
                List<Future<?>> owing = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    QuotaBucket indebted = stores.get(i % stores.size()).bucket(name, Duration.ofSeconds(1));
                    owing.add(threads.submit(() -> {
                        together.await(30, TimeUnit.SECONDS);
                        indebted.owe(Duration.ofMinutes(10));
                        return true;
                    }));
                }
                for (Future<?> each : owing) {
                    each.get(60, TimeUnit.SECONDS);
                }

                assertThat(stores.get(0).bucket(name, Duration.ofSeconds(1)).tryTake())
                        .isBetween(Duration.ofMinutes(9), Duration.ofSeconds(602));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void owe_twice_theLongerDebtHolds() throws Exception {
        QuotaBucket indebted = store(PATIENT).bucket(bucket, Duration.ofSeconds(1));
        assertGivesAtLast(indebted);
        indebted.owe(Duration.ofMinutes(10));
        indebted.owe(Duration.ofMinutes(10));
        indebted.owe(Duration.ofSeconds(5));

        assertThat(indebted.tryTake()).isBetween(Duration.ofMinutes(9), Duration.ofSeconds(602));
    }

    @Test
    void tryTake_interrupted_endsAtOnceAndLeavesTheStoreInOrder() throws Exception {
        try (Relay relay = new Relay(port())) {
            QuotaBucket hanging = store(relay, PATIENT).bucket(bucket, Duration.ofMillis(1));
            assertGivesAtLast(hanging);
            relay.stall();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread taker = new Thread(() -> {
                Throwable error = catchThrowable(hanging::tryTake);
                interrupted.complete(error instanceof QuotaUnavailableException
                        && Thread.currentThread().isInterrupted());
            });
            taker.start();
            taker.interrupt();

            assertThat(interrupted.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

            relay.resume();
            assertGivesAtLast(hanging);
        }
    }

    @Test
    void bucket_intervalOfNothing_isRefused() {
        assertThatThrownBy(() -> store(PATIENT).bucket(bucket, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store(PATIENT).bucket(bucket, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
