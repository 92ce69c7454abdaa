package io.efface.policy;

import io.efface.Cancellation;
import io.efface.ErrorKind;
import io.efface.Operation;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of the requests that wait for permits of the same limits. Only the first request in the queue asks the store for permits. The
 * other requests wait until the first request leaves the queue. If the store is in the memory of this process and the queue is empty, a
 * request asks the store without entering the queue.
 *
 * <p>The interval is the time between two permits. Accounts of a quota group may have different rates, so each account has its own
 * interval. After an account has taken a permit, the interval of this account passes before any account of the group can take the next
 * permit.
 */
final class QuotaQueue {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaQueue.class);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** The longest time for which a vendor's response can delay requests, even if the vendor asks for a longer wait. */
    private static final Duration LONGEST_PENALTY = Duration.ofHours(1);

    private final List<PacedLimit> limits;
    private final List<String> names;
    private final Duration interval;
    private final QuotaStore store;
    private final boolean isLocal;
    private final KeyedLock<List<String>> lock;
    private final Clock clock;
    private final Sleeper sleeper;
    /** The end of the wait of the first request. Null if the first request does not wait. */
    private volatile @Nullable Instant waitEnd;

    QuotaQueue(List<PacedLimit> limits, QuotaStore store, KeyedLock<List<String>> lock, Clock clock, Sleeper sleeper) {
        this.limits = limits;
        this.names = limits.stream().map(PacedLimit::name).toList();
        // The estimate of a wait uses the shortest interval: a request that gets its permit in time must not be
        // rejected.
        this.interval = limits.stream()
                .map(PacedLimit::interval)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        this.store = store;
        this.isLocal = store instanceof LocalQuotaStore;
        this.lock = lock;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Waits for a permit of each limit. Returns the duration of the wait; zero or more. */
    Duration take(Operation operation, String provider, LayerCall call) {
        // The lock wakes one waiter after the other. If many threads send requests at the same time and permits are
        // left,
        // these switches between threads would take more time than the requests.
        if (isLocal
                && lock.holderAndWaiters(names) == 0
                && store.tryTake(limits).isZero()) {
            return Duration.ZERO;
        }
        try {
            long start = clock.millis();
            if (!lock.acquire(names, timeLeft(call), call, interval)) {
                throw waitEnded(operation, provider, call);
            }
            try {
                Duration timeInQueue = Duration.ofMillis(Math.max(0, clock.millis() - start));
                return timeInQueue.plus(takeFirst(operation, provider, call));
            } finally {
                lock.release(names);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw QuotaLayer.rejection(
                            operation,
                            provider,
                            ErrorKind.CANCELLED,
                            "the call was interrupted while the request waited for quota")
                    .build();
        } catch (QuotaUnavailableException e) {
            boolean interrupted = Thread.currentThread().isInterrupted();
            throw QuotaLayer.rejection(
                            operation,
                            provider,
                            interrupted ? ErrorKind.CANCELLED : ErrorKind.UNAVAILABLE,
                            "the quota store does not respond, so the request was not sent")
                    .cause(e)
                    .build();
        }
    }

    private Duration takeFirst(Operation operation, String provider, LayerCall call) throws InterruptedException {
        Duration waited = Duration.ZERO;
        while (true) {
            Duration wait = store.tryTake(limits);
            if (wait.isZero()) {
                return waited;
            }
            if (wait.compareTo(timeLeft(call)) >= 0) {
                throw QuotaLayer.rejection(
                                operation,
                                provider,
                                ErrorKind.DEADLINE_EXCEEDED,
                                "the permit would come after the deadline, so the request was not sent")
                        .waited(waited)
                        .build();
            }
            rejectLateWaiters(wait);
            waitEnd = clock.instant().plus(wait);
            boolean isOver;
            try {
                isOver = sleeper.sleep(wait, call);
            } finally {
                waitEnd = null;
            }
            if (!isOver) {
                throw waitEnded(operation, provider, call);
            }
            waited = waited.plus(wait);
        }
    }

    /**
     * Rejects each waiting request whose permit would come after its deadline. A request gets its permit after the wait of the first
     * request and after the permits of all requests before it.
     */
    private void rejectLateWaiters(Duration wait) {
        Instant end = clock.instant().plus(wait);
        lock.rejectWaiters(names, (ahead, call) -> {
            Duration left = Duration.between(clock.instant(), end);
            // The wait must not become longer if the clock was set back.
            Duration waitOfFirst = left.isNegative() ? Duration.ZERO : left.compareTo(wait) < 0 ? left : wait;
            return waitOfFirst.plus(interval).plus(ahead).compareTo(timeLeft(call)) >= 0;
        });
    }

    /** Delays the next permit, because the vendor rejected a request that the limits allowed. */
    void penalize(Duration time) {
        Duration delay = time.isZero() ? interval : time;
        try {
            store.penalize(limits, delay.compareTo(LONGEST_PENALTY) < 0 ? delay : LONGEST_PENALTY);
        } catch (QuotaUnavailableException e) {
            LOG.warn("the vendor throttled a request, but the quota store did not store the delay: {}", e.getMessage());
        }
    }

    /** Returns the number of requests that wait for a permit, including the first request, which calls the store. */
    int waiting() {
        return lock.holderAndWaiters(names);
    }

    /** Returns the time at which the first request gets its permit. Empty if no request waits, or if the time is not known. */
    Optional<Instant> waitEnd() {
        return Optional.ofNullable(waitEnd);
    }

    private Duration timeLeft(LayerCall call) {
        return call.deadline()
                .map(deadline -> Duration.between(clock.instant(), deadline))
                .orElse(LONGEST);
    }

    private static RuntimeException waitEnded(Operation operation, String provider, LayerCall call) {
        boolean cancelled = call.cancellation().map(Cancellation::isCancelled).orElse(false);
        return QuotaLayer.rejection(
                        operation,
                        provider,
                        cancelled ? ErrorKind.CANCELLED : ErrorKind.DEADLINE_EXCEEDED,
                        cancelled
                                ? "the call was cancelled while the request waited for quota"
                                : "the permit would come after the deadline, so the request was not sent")
                .build();
    }
}
