package io.efface.policy;

import static io.efface.policy.FakeVendor.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.CallOptions;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.QuotaLimit;
import io.efface.Rate;
import io.efface.config.FaceRepositories;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Tests that the accounts of a quota group share the quota and the locks of persons, also after an account was replaced. */
class QuotaGroupTest {
    /** The time between two permits at one call per second with the default margin of 5 %, rounded down to milliseconds. */
    private static final Duration INTERVAL = Duration.ofMillis(1052);

    private static final Duration SLACK = Duration.ofMillis(10);
    private static final PersonId BOB = PersonId.of("bob");

    private final ManualTime time = new ManualTime();
    private final FakeVendor vendor = vendor();
    private final FaceRepositories accounts = FaceRepositories.builder()
            .clock(time)
            .sleeper(time)
            .account("one", config(vendor), Map.of("verify", "off", "quota", "1"))
            .open();

    private static FakeVendor vendor() {
        FakeVendor vendor = new FakeVendor();
        vendor.quotas = List.of(new QuotaLimit(
                "all",
                Rate.perSecond(1000),
                QuotaLimit.ACCOUNT,
                Set.of(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON),
                "test"));
        return vendor;
    }

    private static ProviderConfig config(ProviderRepository repository) {
        return new FakeConfig("fake", Optional.of("0123"), repository);
    }

    private Duration waited(String account) {
        return accounts.get(account).deletePerson(BOB).trace().waited();
    }

    @Test
    void quota_accountReplaced_isKept() {
        assertThat(waited("one")).isZero();

        accounts.put("one", config(vendor()), Map.of("verify", "off", "quota", "1"));

        assertThat(waited("one")).isBetween(INTERVAL, INTERVAL.plus(SLACK));
    }

    @Test
    void quota_accountRemovedAndPutAgain_isKept() {
        assertThat(waited("one")).isZero();
        assertThat(accounts.remove("one")).isTrue();

        accounts.put("again", config(vendor()), Map.of("verify", "off", "quota", "1"));

        assertThat(waited("again")).isBetween(INTERVAL, INTERVAL.plus(SLACK));
    }

    @Test
    void quota_twoAccountsOfTheSameGroup_shareTheRate() {
        accounts.put("two", config(vendor()), Map.of("verify", "off", "quota", "1", "same-as", "one"));
        accounts.put(
                "other",
                config(vendor()),
                Map.of("verify", "off", "quota", "1", "same-as", "one", "quota-group", "own"));

        assertThat(waited("one")).isZero();
        assertThat(waited("other")).isZero();
        assertThat(waited("two")).isBetween(INTERVAL, INTERVAL.plus(SLACK));
    }

    @Test
    void quota_twoRatesInTheSameGroup_shareTheCounterWithSeparateIntervals() {
        accounts.put(
                "fast",
                config(vendor()),
                Map.of("verify", "off", "quota", "10", "quota-margin", "0", "same-as", "one"));

        assertThat(waited("fast")).isZero();
        assertThat(waited("one"))
                .isBetween(Duration.ofMillis(100), Duration.ofMillis(100).plus(SLACK));
        assertThat(waited("fast")).isBetween(INTERVAL, INTERVAL.plus(SLACK));
        assertThat(waited("fast"))
                .isBetween(Duration.ofMillis(100), Duration.ofMillis(100).plus(SLACK));
    }

    @Test
    void quota_replacedByAFasterAccount_keepsTheDelayAndUsesTheNewRate() {
        vendor.faults.add(call -> FaceException.of(Operation.DELETE_PERSON, ErrorKind.RATE_LIMITED)
                .origin(Origin.VENDOR)
                .retryAfter(Duration.ofSeconds(30))
                .attempts(1)
                .build());
        assertThatThrownBy(() -> accounts.get("one").deletePerson(BOB)).isInstanceOf(FaceException.class);

        accounts.put("one", config(vendor()), Map.of("verify", "off", "quota", "10", "quota-margin", "0"));

        assertThat(waited("one"))
                .isBetween(Duration.ofSeconds(30), Duration.ofMillis(30_100).plus(SLACK));
        assertThat(waited("one"))
                .isBetween(Duration.ofMillis(100), Duration.ofMillis(100).plus(SLACK));
    }

    @Test
    void personLock_accountReplacedDuringACall_newCallWaitsForThisCall() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        FakeVendor next = vendor();
        vendor.faults.add(call -> {
            begun.countDown();
            awaitQuietly(mayEnd);
            return null;
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            FaceRepository handle = accounts.get("one");
            Future<?> first = threads.submit(() -> handle.deletePerson(ALICE, CallOptions.defaults()));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            accounts.put("one", config(next), Map.of("quota", "off"));
            assertThat(vendor.closed).as("the account is closed during a call").isFalse();
            Thread[] second = new Thread[1];
            CountDownLatch started = new CountDownLatch(1);
            Future<?> later = threads.submit(() -> {
                second[0] = Thread.currentThread();
                started.countDown();
                return handle.deletePerson(ALICE, CallOptions.defaults());
            });
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            awaitWaiting(second[0]);
            assertThat(next.calls).as("calls before the first call has ended").isEmpty();

            mayEnd.countDown();

            first.get(30, TimeUnit.SECONDS);
            later.get(30, TimeUnit.SECONDS);
            assertThat(next.operations()).contains(Operation.DELETE_PERSON);
            assertThat(vendor.closed).isTrue();
        } finally {
            mayEnd.countDown();
            threads.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until a thread waits for the lock of a person. Only the state of the thread shows that it waits. */
    private static void awaitWaiting(Thread thread) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TIMED_WAITING
                && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(thread.getState()).isIn(Thread.State.WAITING, Thread.State.TIMED_WAITING);
    }
}
