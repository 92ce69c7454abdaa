package io.efface.quota.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.Rate;
import io.efface.config.FaceRepositories;
import io.efface.policy.LayerState;
import io.efface.policy.PacedLimit;
import io.efface.policy.QuotaStore;
import io.efface.policy.QuotaUnavailableException;
import io.efface.spi.CallContext;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every store of quota must do: count by the rule of {@link QuotaStore}, and serve calls in the order of asking. Nothing here is
 * measured by how quick the machine is.
 */
public abstract class QuotaContract {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration ALMOST = Duration.ofMinutes(59);
    private static final PersonId PERSON = PersonId.of("person");

    /** Ends a test that hangs. */
    private static final int PATIENCE_SECONDS = 60;

    /** A name that no other test has. */
    protected final String name = "tencent " + UUID.randomUUID();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** For implementors. */
    protected QuotaContract() {}

    /** Returns a store; all that are returned during one test count together. Closed by the implementor. */
    protected abstract QuotaStore store();

    /** Returns the clock of the host. */
    protected abstract Clock clock();

    /** Returns what lets time pass, for the store too. */
    protected abstract Sleeper sleeper();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    /** Takes a permit, waiting for it as long as the store says; a store that is not there for a moment is asked again. */
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
    void tryTake_newName_givesOnePermitWithoutCredit() {
        PacedLimit limit = new PacedLimit(name, HOUR, HOUR.multipliedBy(10));

        assertThat(store().tryTake(List.of(limit))).isZero();
        assertThat(store().tryTake(List.of(limit))).isBetween(ALMOST, HOUR);
    }

    @Test
    void tryTake_equalNamesShareAndOthersDoNot() {
        PacedLimit other = limit(name + "\u00e9'\"; %_ \u4eba ".repeat(100), HOUR);

        assertThat(store().tryTake(List.of(limit(name, HOUR)))).isZero();
        assertThat(store().tryTake(List.of(limit(name, HOUR)))).isPositive();
        assertThat(store().tryTake(List.of(other))).isZero();
        assertThat(store().tryTake(List.of(other))).isPositive();
    }

    @Test
    void tryTake_idleTime_isMadeUpForAsFarAsTheSlack() throws Exception {
        Duration interval = Duration.ofMillis(200);
        PacedLimit limit = new PacedLimit(name, interval, interval.multipliedBy(5));
        // One store: another one for each permit would open more connections than a server takes.
        QuotaStore store = store();
        take(store, limit);
        assertThat(sleeper().sleep(interval.multipliedBy(12), LayerCall.plain()))
                .isTrue();

        long begun = clock().millis();
        int permits = 0;
        while (permits < 100 && store.tryTake(List.of(limit)).isZero()) {
            permits++;
        }
        long elapsed = clock().millis() - begun;

        assertThat(permits).isBetween(6, 7 + (int) (elapsed / interval.toMillis()));
        assertThat(store.tryTake(List.of(limit))).isLessThanOrEqualTo(interval);
    }

    @Test
    void tryTake_noSlack_savesNothingUp() throws Exception {
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
                .isBetween(ALMOST, HOUR);
        assertThat(store().tryTake(List.of(limit(name + " untouched", HOUR))))
                .as("nothing was taken from the limit that had a permit")
                .isZero();
    }

    @Test
    void tryTake_severalLimitsAtOnceInAnyOrder_areTakenOnce() throws Exception {
        int many = 8;
        for (int round = 0; round < 5; round++) {
            PacedLimit one = limit(name + " one " + round, HOUR);
            PacedLimit two = limit(name + " two " + round, HOUR);
            List<QuotaStore> stores = List.of(store(), store());
            CyclicBarrier together = new CyclicBarrier(many);
            List<Future<Boolean>> taking = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                QuotaStore store = stores.get(i % 2);
                List<PacedLimit> limits = i % 4 < 2 ? List.of(one, two) : List.of(two, one);
                taking.add(threads.submit(() -> {
                    together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return store.tryTake(limits).isZero();
                }));
            }
            int taken = 0;
            for (Future<Boolean> each : taking) {
                taken += each.get(PATIENCE_SECONDS, TimeUnit.SECONDS) ? 1 : 0;
            }

            assertThat(taken).as("permits of both limits in round %d", round).isEqualTo(1);
        }
    }

    @Test
    void tryTake_intervalsDiffer_eachPermitCostsItsTakersInterval() {
        assertThat(store().tryTake(List.of(limit(name, HOUR)))).isZero();
        assertThat(store().tryTake(List.of(limit(name, Duration.ofMillis(1)))))
                .as("after the slow one's permit")
                .isBetween(ALMOST, HOUR);

        assertThat(store().tryTake(List.of(limit(name + " 2", Duration.ofNanos(1_000)))))
                .isZero();
        assertThat(store().tryTake(List.of(limit(name + " 2", HOUR))))
                .as("after the fast one's permit")
                .isLessThanOrEqualTo(Duration.ofNanos(1_000));
    }

    @Test
    void penalize_twice_theLongerHolds() {
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
        CyclicBarrier together = new CyclicBarrier(many);
        List<Future<?>> penalties = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            QuotaStore store = stores.get(i % 2);
            penalties.add(threads.submit(() -> {
                together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                store.penalize(limits, Duration.ofMinutes(10));
                return true;
            }));
        }
        for (Future<?> each : penalties) {
            each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(store().tryTake(limits)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void calls_manyAtOnce_getTheirPermitsInTheOrderOfAsking() throws Exception {
        RecordingVendor vendor = new RecordingVendor(name, RecordingVendor.onAll("all", Rate.perSecond(10)));
        HeldStore held = new HeldStore(store());
        try (FaceRepositories accounts = open(vendor, held, clock(), sleeper())) {
            Queue<Thread> asked = new ConcurrentLinkedQueue<>();
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                PersonId person = PersonId.of("person-" + i);
                calls.add(threads.submit(() -> {
                    asked.add(Thread.currentThread());
                    return deleted(accounts, person);
                }));
                awaitWaiting(accounts, i + 1);
            }

            held.release();
            for (Future<?> call : calls) {
                call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }

            // The vendor may see them in another order: a thread can be delayed between its permit and its request.
            assertThat(held.granted()).containsExactlyElementsOf(asked);
            assertThat(vendor.persons()).hasSize(6);
        }
    }

    @Test
    void call_permitComesAfterItsDeadline_isRefusedWithoutWaiting() throws Exception {
        RecordingVendor vendor = new RecordingVendor(name, RecordingVendor.onAll("all", new Rate(1, HOUR)));
        HeldSleeper held = new HeldSleeper();
        try (FaceRepositories accounts = open(vendor, held)) {
            deleted(accounts, PERSON);
            CallOptions inTime = CallOptions.defaults().withTimeout(Duration.ofMinutes(10));

            FaceException refusal = catchThrowableOfType(
                    FaceException.class, () -> accounts.get("a").deletePerson(PERSON, inTime));
            assertRefused(refusal, ErrorKind.DEADLINE_EXCEEDED);
            assertThat(held.isAsked()).as("waited for anything").isFalse();

            Future<?> first = threads.submit(() -> deleted(accounts, PERSON));
            awaitWaiting(accounts, 1);
            await(held::isAsked);
            Future<?> behind = threads.submit(() -> accounts.get("a").findPerson(PERSON, inTime));
            assertRefused(failure(behind), ErrorKind.DEADLINE_EXCEEDED);
            assertThat(vendor.requests()).hasSize(1);
            first.cancel(true);
        }
    }

    @Test
    void call_cancelledInLine_isNotSentAndTheNextOneIs() throws Exception {
        RecordingVendor vendor = new RecordingVendor(name, RecordingVendor.onAll("all", Rate.perSecond(10)));
        HeldStore held = new HeldStore(store());
        PersonId cancelled = PersonId.of("cancelled");
        try (FaceRepositories accounts = open(vendor, held, clock(), sleeper())) {
            Future<?> first = threads.submit(() -> deleted(accounts, PersonId.of("first")));
            awaitWaiting(accounts, 1);
            Cancellation cancellation = new Cancellation();
            Future<?> second = threads.submit(() -> accounts.get("a")
                    .deletePerson(cancelled, CallOptions.defaults().withCancellation(cancellation)));
            awaitWaiting(accounts, 2);
            Future<?> third = threads.submit(() -> deleted(accounts, PersonId.of("third")));
            awaitWaiting(accounts, 3);

            cancellation.cancel();
            assertRefused(failure(second), ErrorKind.CANCELLED);
            held.release();
            first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            third.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

            assertThat(vendor.persons()).hasSize(2).doesNotContain(cancelled);
        }
    }

    @Test
    void call_vendorThrottles_theNextOneWaitsAsLongAsTheVendorAsks() {
        RecordingVendor vendor = new RecordingVendor(
                name,
                RecordingVendor.onAll("all", Rate.perSecond(1000)),
                RecordingVendor.onAll("day", Rate.perDay(1_000_000)));
        try (FaceRepositories accounts = open(vendor, sleeper())) {
            vendor.throttleNext(Duration.ofSeconds(2));
            assertThat(catchThrowableOfType(
                                    FaceException.class, () -> accounts.get("a").deletePerson(PERSON))
                            .kind())
                    .isEqualTo(ErrorKind.RATE_LIMITED);

            assertThat(accounts.get("a").deletePerson(PERSON).trace().waited())
                    .as("less what passed between the two calls")
                    .isBetween(Duration.ofMillis(1), Duration.ofSeconds(4));
        }
    }

    @Test
    void call_underTwoLimits_waitsForBoth() {
        RecordingVendor vendor = new RecordingVendor(
                name,
                RecordingVendor.onAll("all", Rate.perSecond(100)),
                RecordingVendor.on("deletions", new Rate(1, HOUR), Operation.DELETE_PERSON));
        try (FaceRepositories accounts = open(vendor, sleeper())) {
            deleted(accounts, PERSON);

            FaceException refusal = catchThrowableOfType(
                    FaceException.class,
                    () -> accounts.get("a")
                            .deletePerson(PERSON, CallOptions.defaults().withTimeout(Duration.ofMinutes(10))));
            assertRefused(refusal, ErrorKind.DEADLINE_EXCEEDED);
            assertThat(accounts.get("a").findPerson(PERSON)).matches(FindPersonResult::isAbsent);
            assertThat(vendor.requests())
                    .extracting(RecordingVendor.Request::operation)
                    .containsExactly(Operation.DELETE_PERSON, Operation.FIND_PERSON);
        }
    }

    private FaceRepositories open(RecordingVendor vendor, Sleeper sleeper) {
        return open(vendor, store(), clock(), sleeper);
    }

    /** Opens the vendor as account {@code a}, which repeats nothing. */
    static FaceRepositories open(RecordingVendor vendor, QuotaStore store, Clock clock, Sleeper sleeper) {
        return FaceRepositories.builder()
                .clock(clock)
                .account("a", vendor, Map.of("verify", "off", "retry.max-attempts", "1", "deadline", "24h"))
                .service(QuotaStore.class, store)
                .sleeper(sleeper)
                .open();
    }

    private static boolean deleted(FaceRepositories accounts, PersonId person) {
        return accounts.get("a").deletePerson(person).outcome() == PersonOutcome.DELETED;
    }

    private static void assertRefused(FaceException refusal, ErrorKind kind) {
        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.origin()).isEqualTo(Origin.LOCAL);
        assertThat(refusal.effect()).isEqualTo(Effect.NONE);
        assertThat(refusal.attempts()).isZero();
    }

    private static FaceException failure(Future<?> call) throws InterruptedException {
        ExecutionException failure =
                catchThrowableOfType(ExecutionException.class, () -> call.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        return (FaceException) Objects.requireNonNull(failure.getCause());
    }

    private static void awaitWaiting(FaceRepositories accounts, int count) {
        LayerState state = accounts.get("a").unwrap(LayerState.class).orElseThrow();
        await(() -> state.quotaWaiting() == count);
    }

    /** What other threads do is only seen by looking. */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** Answers no call until it is released, and then records which thread got each permit. The first in line waits for the store. */
    private record HeldStore(QuotaStore store, CountDownLatch released, Queue<Thread> granted) implements QuotaStore {
        HeldStore(QuotaStore store) {
            this(store, new CountDownLatch(1), new ConcurrentLinkedQueue<>());
        }

        void release() {
            released.countDown();
        }

        @Override
        public Duration tryTake(List<PacedLimit> limits) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new QuotaUnavailableException("interrupted", e);
            }
            Duration wait = store.tryTake(limits);
            if (wait.isZero()) {
                granted.add(Thread.currentThread());
            }
            return wait;
        }

        @Override
        public void penalize(List<PacedLimit> limits, Duration time) {
            store.penalize(limits, time);
        }
    }

    /** Waits for ever. */
    private static final class HeldSleeper implements Sleeper {
        private final CountDownLatch asked = new CountDownLatch(1);

        boolean isAsked() {
            return asked.getCount() == 0;
        }

        @Override
        public boolean sleep(Duration time, CallContext call) throws InterruptedException {
            asked.countDown();
            new CountDownLatch(1).await();
            return false;
        }
    }
}
