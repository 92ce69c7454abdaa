package io.efface.quota.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.efface.policy.QuotaBucket;
import io.efface.policy.QuotaStore;
import io.efface.policy.QuotaUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What a store of shared quota must do against a real server. Extend it and say how the server is started and stopped; the child
 * processes run with the test class path.
 */
public abstract class SharedQuotaContract {
    private static final int RATE = 20;
    private static final Duration INTERVAL = Duration.ofMillis(1000 / RATE);
    private static final Duration NEVER_AGAIN = Duration.ofHours(1);
    private static final int WINDOW_SECONDS = 5;
    /** Longer than a process needs from an answer to its print, so that what was given before an event is not taken for later. */
    private static final long SETTLED = 300_000;

    private final String bucket = "tencent:" + UUID.randomUUID();

    /** For implementors. */
    protected SharedQuotaContract() {}

    /** Returns a store with a timeout of one second that talks to the server directly; the same one each time is fine. */
    protected abstract QuotaStore store();

    /** Returns a store with this timeout that talks to the server through the relay; closed by the implementor. */
    protected abstract QuotaStore store(Relay relay, Duration timeout);

    /** Returns the server's port on the loopback address. */
    protected abstract int port();

    /** Stops the server as a crash would. */
    protected abstract void stopServer() throws Exception;

    /** Starts it again on the same port. */
    protected abstract void startServer() throws Exception;

    /**
     * Returns the class whose {@code main} gets {@link #contenderArguments()}, the interval in milliseconds, the bucket's name and
     * the warm-up bucket's name, makes a store with {@link Contender#skewedTicker()} and calls {@link Contender#run}.
     */
    protected abstract Class<?> contender();

    /** Returns where the server is, for {@link #contender()}. */
    protected abstract List<String> contenderArguments();

    @Test
    void threeProcesses_withClocksFourSecondsApart_shareOneRateAndRefuseWhenTheStoreIsGone() throws Exception {
        List<String> arguments = new ArrayList<>(contenderArguments());
        arguments.addAll(List.of(String.valueOf(INTERVAL.toMillis()), bucket));
        List<Duration> skews = List.of(Duration.ofSeconds(2), Duration.ofSeconds(-2), Duration.ZERO);
        try (Fleet fleet = new Fleet(contender(), arguments, skews)) {
            fleet.go();
            fleet.awaitEach("each process has got a permit", Fleet.Event::isGrant);
            long from = fleet.await("the window starts", Fleet.Event::isGrant).answered();
            long to = from + WINDOW_SECONDS * Grants.SECOND;
            fleet.await("the window is over", event -> event.answered() > to + SETTLED);
            Grants grants = Grants.within(fleet.grants(), from, to);
            System.out.println(getClass().getSimpleName() + ": " + grants);

            // A paced bucket saves nothing up, so each late wake-up on a busy machine costs: a fifth is allowed for
            // that.
            // A permit early for each clock that is off by the round trip, and one for the bucket's capacity.
            assertThat(grants.total())
                    .as("grants in the window")
                    .isBetween(RATE * WINDOW_SECONDS * 8 / 10, RATE * WINDOW_SECONDS + 2);
            assertThat(grants.mostGivenInASecond())
                    .as("most in a sliding second")
                    .isLessThanOrEqualTo(RATE + 2);
            for (int process = 0; process < skews.size(); process++) {
                assertThat(grants.share(process))
                        .as("share of process " + process)
                        .isGreaterThan(0.15);
            }

            seesTheDebt(fleet);
            refusesWhileTheServerIsGone(fleet);
        }
    }

    private void seesTheDebt(Fleet fleet) throws InterruptedException {
        long before = Contender.micros();
        store().bucket(bucket, INTERVAL).owe(Duration.ofSeconds(1));
        long after = Contender.micros();

        long next = fleet.await("the debt is earned back", event -> event.isGrant() && event.asked() > after)
                .answered();

        assertThat(next - before)
                .as("microseconds from the debt to the next grant")
                .isGreaterThan(980_000);
    }

    private void refusesWhileTheServerIsGone(Fleet fleet) throws Exception {
        stopServer();
        long gone = Contender.micros();
        fleet.awaitEach("each process is refused", event -> event.what().equals("refused") && event.asked() > gone);
        fleet.awaitEach("and refused again", event -> event.what().equals("refused") && event.asked() > gone + SETTLED);
        assertThat(fleet.grants()).noneMatch(event -> event.asked() > gone);
        startServer();
        fleet.awaitEach("each process gets permits again", Fleet.Event::isGrant);
    }

    @Test
    void tryTake_serverHangs_refusesInTimeAndRecovers() throws Exception {
        try (Relay relay = new Relay(port())) {
            QuotaBucket hanging = store(relay, Duration.ofMillis(500)).bucket(bucket, Duration.ofMillis(1));
            assertGivesAtLast(hanging);
            relay.stall();

            long start = System.nanoTime();
            assertThatThrownBy(hanging::tryTake).isInstanceOf(QuotaUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(400), Duration.ofMillis(1500));
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
        QuotaBucket one = store().bucket(bucket, NEVER_AGAIN);
        QuotaBucket same = store().bucket(bucket, NEVER_AGAIN);
        QuotaBucket other = store().bucket(bucket + "\u00e9'\"; %_ \u4eba ".repeat(100), NEVER_AGAIN);

        assertThat(one.tryTake()).isZero();
        assertThat(same.tryTake()).isBetween(NEVER_AGAIN.minusMinutes(1), NEVER_AGAIN);
        assertThat(other.tryTake()).isZero();
    }

    @Test
    void tryTake_anotherIntervalElsewhere_longestHoldsAndDebtStays() {
        QuotaBucket fast = store().bucket(bucket, Duration.ofMillis(1));
        assertThat(fast.tryTake()).isZero();
        fast.owe(Duration.ofSeconds(30));
        QuotaBucket slow = store().bucket(bucket, Duration.ofSeconds(10));

        assertThat(slow.tryTake()).as("what is owed").isGreaterThan(Duration.ofSeconds(20));
        assertThat(fast.tryTake()).as("by the longest interval").isGreaterThan(Duration.ofSeconds(20));
    }

    @Test
    void tryTake_interrupted_endsAtOnceAndLeavesTheStoreInOrder() throws Exception {
        try (Relay relay = new Relay(port())) {
            QuotaBucket hanging = store(relay, Duration.ofSeconds(20)).bucket(bucket, Duration.ofMillis(1));
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

            assertThat(interrupted.get(5, TimeUnit.SECONDS)).isTrue();

            relay.resume();
            assertGivesAtLast(hanging);
        }
    }

    @Test
    void bucket_intervalOfNothing_isRefused() {
        assertThatThrownBy(() -> store().bucket(bucket, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().bucket(bucket, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
