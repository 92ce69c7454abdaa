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
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Tests calls that wait for quota: calls get their permits in the order in which they began to wait, and no call waits for a permit that
 * comes after the call's deadline. These tests must pass with every store. The class inherits the tests of {@link QuotaStoreContract}.
 */
public abstract class QuotaContract extends QuotaStoreContract {
    private static final PersonId PERSON = PersonId.of("person");

    /** Constructor for subclasses. */
    protected QuotaContract() {}

    @Test
    void calls_manyAtOnce_getPermitsInTheOrderOfTheirRequests() throws Exception {
        RecordingVendor vendor = new RecordingVendor(name, RecordingVendor.onAll("all", Rate.perSecond(10)));
        BlockedStore blocked = new BlockedStore(store());
        try (FaceRepositories accounts = open(vendor, blocked, clock(), sleeper())) {
            Queue<Thread> callers = new ConcurrentLinkedQueue<>();
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                PersonId person = PersonId.of("person-" + i);
                calls.add(threads.submit(() -> {
                    callers.add(Thread.currentThread());
                    return delete(accounts, person);
                }));
                awaitWaiting(accounts, i + 1);
            }

            blocked.release();
            for (Future<?> call : calls) {
                call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }

            // The vendor may receive the requests in another order, because a thread can be delayed between its permit
            // and its request.
            assertThat(blocked.granted()).containsExactlyElementsOf(callers);
            assertThat(vendor.persons()).hasSize(6);
        }
    }

    @Test
    void call_permitComesAfterItsDeadline_isRejectedWithoutWaiting() throws Exception {
        RecordingVendor vendor = new RecordingVendor(name, RecordingVendor.onAll("all", new Rate(1, HOUR)));
        BlockedSleeper blocked = new BlockedSleeper();
        try (FaceRepositories accounts = open(vendor, blocked)) {
            delete(accounts, PERSON);
            CallOptions tenMinutes = CallOptions.defaults().withTimeout(Duration.ofMinutes(10));

            FaceException rejection = catchThrowableOfType(
                    FaceException.class, () -> accounts.get("a").deletePerson(PERSON, tenMinutes));
            assertRejected(rejection, ErrorKind.DEADLINE_EXCEEDED);
            assertThat(blocked.isCalled()).as("whether the call waited").isFalse();

            Future<?> first = threads.submit(() -> delete(accounts, PERSON));
            awaitWaiting(accounts, 1);
            await(blocked::isCalled);
            Future<?> behind = threads.submit(() -> accounts.get("a").findPerson(PERSON, tenMinutes));
            assertRejected(failure(behind), ErrorKind.DEADLINE_EXCEEDED);
            assertThat(vendor.requests()).hasSize(1);
            first.cancel(true);
        }
    }

    @Test
    void call_cancelledWhileItWaits_isNotSentAndTheNextCallIsSent() throws Exception {
        RecordingVendor vendor = new RecordingVendor(name, RecordingVendor.onAll("all", Rate.perSecond(10)));
        BlockedStore blocked = new BlockedStore(store());
        PersonId cancelled = PersonId.of("cancelled");
        try (FaceRepositories accounts = open(vendor, blocked, clock(), sleeper())) {
            Future<?> first = threads.submit(() -> delete(accounts, PersonId.of("first")));
            awaitWaiting(accounts, 1);
            Cancellation cancellation = new Cancellation();
            Future<?> second = threads.submit(() -> accounts.get("a")
                    .deletePerson(cancelled, CallOptions.defaults().withCancellation(cancellation)));
            awaitWaiting(accounts, 2);
            Future<?> third = threads.submit(() -> delete(accounts, PersonId.of("third")));
            awaitWaiting(accounts, 3);

            cancellation.cancel();
            assertRejected(failure(second), ErrorKind.CANCELLED);
            blocked.release();
            first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            third.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

            assertThat(vendor.persons()).hasSize(2).doesNotContain(cancelled);
        }
    }

    @Test
    void call_vendorThrottles_nextCallWaitsForTheTimeThatTheVendorRequires() {
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
                    .as("the time that the vendor requires, less the time between the two calls")
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
            delete(accounts, PERSON);

            FaceException rejection = catchThrowableOfType(
                    FaceException.class,
                    () -> accounts.get("a")
                            .deletePerson(PERSON, CallOptions.defaults().withTimeout(Duration.ofMinutes(10))));
            assertRejected(rejection, ErrorKind.DEADLINE_EXCEEDED);
            assertThat(accounts.get("a").findPerson(PERSON)).matches(FindPersonResult::isAbsent);
            assertThat(vendor.requests())
                    .extracting(RecordingVendor.Request::operation)
                    .containsExactly(Operation.DELETE_PERSON, Operation.FIND_PERSON);
        }
    }

    private FaceRepositories open(RecordingVendor vendor, Sleeper sleeper) {
        return open(vendor, store(), clock(), sleeper);
    }

    /** Opens the vendor as account {@code a} without retries. */
    static FaceRepositories open(RecordingVendor vendor, QuotaStore store, Clock clock, Sleeper sleeper) {
        return FaceRepositories.builder()
                .clock(clock)
                .account("a", vendor, Map.of("verify", "off", "retry.max-attempts", "1", "deadline", "24h"))
                .service(QuotaStore.class, store)
                .sleeper(sleeper)
                .open();
    }

    private static boolean delete(FaceRepositories accounts, PersonId person) {
        return accounts.get("a").deletePerson(person).outcome() == PersonOutcome.DELETED;
    }

    private static void assertRejected(FaceException rejection, ErrorKind kind) {
        assertThat(rejection.kind()).isEqualTo(kind);
        assertThat(rejection.origin()).isEqualTo(Origin.LOCAL);
        assertThat(rejection.effect()).isEqualTo(Effect.NONE);
        assertThat(rejection.attempts()).isZero();
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

    /** Waits until the condition is true. Polls, because the other threads send no notification. */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** A store that blocks all calls until it is released, and then records which thread got each permit. */
    private record BlockedStore(QuotaStore store, CountDownLatch released, Queue<Thread> granted)
            implements QuotaStore {
        BlockedStore(QuotaStore store) {
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

    /** A sleeper that waits until its thread is interrupted. */
    private static final class BlockedSleeper implements Sleeper {
        private final CountDownLatch called = new CountDownLatch(1);

        boolean isCalled() {
            return called.getCount() == 0;
        }

        @Override
        public boolean sleep(Duration time, CallContext call) throws InterruptedException {
            called.countDown();
            new CountDownLatch(1).await();
            return false;
        }
    }
}
