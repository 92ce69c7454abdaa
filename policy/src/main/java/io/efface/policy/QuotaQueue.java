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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that wait for permits of the same limits. The first in line asks the store; the others wait for the first. Accounts of one
 * group may have different rates: each permit costs the interval of its own account.
 */
final class QuotaQueue {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaQueue.class);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** A vendor that asks for more must not stop an account for years; after this time one request asks again. */
    private static final Duration LONGEST_PENALTY = Duration.ofHours(1);

    private final List<PacedLimit> limits;
    private final List<String> names;
    private final Duration interval;
    private final QuotaStore store;
    private final KeyedLock<List<String>> lock;
    private final Clock clock;
    private final Sleeper sleeper;

    QuotaQueue(List<PacedLimit> limits, QuotaStore store, KeyedLock<List<String>> lock, Clock clock, Sleeper sleeper) {
        this.limits = limits;
        this.names = limits.stream().map(PacedLimit::name).toList();
        // Whichever limit the next permit waits for, it is at least this long after the one before.
        this.interval = limits.stream()
                .map(PacedLimit::interval)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        this.store = store;
        this.lock = lock;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Waits for a permit of each limit; returns the time waited. */
    Duration take(Operation operation, String provider, LayerCall call) {
        try {
            long before = clock.millis();
            if (!lock.acquire(names, timeLeft(call), call, interval)) {
                throw ended(operation, provider, call);
            }
            try {
                Duration inLine = Duration.ofMillis(Math.max(0, clock.millis() - before));
                return inLine.plus(takeFirst(operation, provider, call));
            } finally {
                lock.release(names);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw QuotaLayer.refusal(operation, provider, ErrorKind.CANCELLED, "interrupted while waiting for quota")
                    .build();
        } catch (QuotaUnavailableException e) {
            boolean interrupted = Thread.currentThread().isInterrupted();
            throw QuotaLayer.refusal(
                            operation,
                            provider,
                            interrupted ? ErrorKind.CANCELLED : ErrorKind.UNAVAILABLE,
                            "the quota shared with other processes cannot be read, so nothing is sent")
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
                throw QuotaLayer.refusal(
                                operation,
                                provider,
                                ErrorKind.DEADLINE_EXCEEDED,
                                "a permit comes only after the deadline")
                        .waited(waited)
                        .build();
            }
            rejectLateWaiters(wait);
            if (!sleeper.sleep(wait, call)) {
                throw ended(operation, provider, call);
            }
            waited = waited.plus(wait);
        }
    }

    /** The others get no permit before this wait is over and every call ahead has had its own. */
    private void rejectLateWaiters(Duration wait) {
        Instant end = clock.instant().plus(wait);
        lock.rejectWaiters(names, (ahead, call) -> {
            Duration left = Duration.between(clock.instant(), end);
            // A clock that was set back makes no wait longer.
            Duration first = left.isNegative() ? Duration.ZERO : left.compareTo(wait) < 0 ? left : wait;
            return first.plus(interval).plus(ahead).compareTo(timeLeft(call)) >= 0;
        });
    }

    /** Delays the next permit, because the vendor rejected a call that the limits allowed. */
    void penalize(Duration time) {
        Duration asked = time.isZero() ? interval : time;
        try {
            store.penalize(limits, asked.compareTo(LONGEST_PENALTY) < 0 ? asked : LONGEST_PENALTY);
        } catch (QuotaUnavailableException e) {
            LOG.warn("the vendor throttled, and the quota store did not record it: {}", e.getMessage());
        }
    }

    /** Returns how many requests wait for a permit: the first, which asks the store, and those behind it. */
    int waiting() {
        return lock.holderAndWaiters(names);
    }

    private Duration timeLeft(LayerCall call) {
        return call.deadline()
                .map(deadline -> Duration.between(clock.instant(), deadline))
                .orElse(LONGEST);
    }

    private static RuntimeException ended(Operation operation, String provider, LayerCall call) {
        boolean cancelled = call.cancellation().map(Cancellation::isCancelled).orElse(false);
        return QuotaLayer.refusal(
                        operation,
                        provider,
                        cancelled ? ErrorKind.CANCELLED : ErrorKind.DEADLINE_EXCEEDED,
                        cancelled ? "cancelled while waiting for quota" : "a permit comes only after the deadline")
                .build();
    }
}
