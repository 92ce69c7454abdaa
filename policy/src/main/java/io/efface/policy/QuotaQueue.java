package io.efface.policy;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.ErrorKind;
import io.efface.Operation;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who waits for a permit of one bucket. The first in the queue asks the bucket; the others wait for their turn to. Accounts of one
 * group may have different rates: everybody's permit takes as long as its own account's says.
 */
final class QuotaQueue {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaQueue.class);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Whoever answers 429 must not stop an account for years; after this time one request asks again. */
    private static final Duration LONGEST_DEBT = Duration.ofHours(1);

    /** Requests that were under way together are throttled together, and that is one throttle. */
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private final String name;
    private final QuotaBucket bucket;
    private final Duration interval;
    private final Turns<String> turns;
    private final Clock clock;
    private final Sleeper sleeper;
    private final AtomicReference<Instant> owedUntil = new AtomicReference<>(Instant.EPOCH);

    QuotaQueue(String name, QuotaBucket bucket, Duration interval, Turns<String> turns, Clock clock, Sleeper sleeper) {
        this.name = name;
        this.bucket = bucket;
        this.interval = interval;
        this.turns = turns;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Returns the time waited for a permit. */
    Duration take(Operation operation, String provider, CallOptions options) {
        Duration left = left(options);
        if (turns.ahead(name).compareTo(left) > 0) {
            throw QuotaLayer.refusal(
                            operation,
                            provider,
                            ErrorKind.DEADLINE_EXCEEDED,
                            "too many calls wait for quota to be sent before the deadline")
                    .build();
        }
        try {
            long before = clock.millis();
            if (!turns.acquire(name, left, options, interval)) {
                throw ended(operation, provider, options);
            }
            try {
                Duration inLine = Duration.ofMillis(Math.max(0, clock.millis() - before));
                return inLine.plus(takeFirst(operation, provider, options));
            } finally {
                turns.release(name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw QuotaLayer.refusal(operation, provider, ErrorKind.CANCELLED, "interrupted while it waited for quota")
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

    private Duration takeFirst(Operation operation, String provider, CallOptions options) throws InterruptedException {
        Duration waited = Duration.ZERO;
        while (true) {
            Duration wait = bucket.tryTake();
            if (wait.isZero()) {
                return waited;
            }
            if (wait.compareTo(left(options)) >= 0) {
                throw QuotaLayer.refusal(
                                operation, provider, ErrorKind.DEADLINE_EXCEEDED, "quota comes only after the deadline")
                        .waited(waited)
                        .build();
            }
            tellThoseBehind(wait);
            if (!sleeper.sleep(wait, options)) {
                throw ended(operation, provider, options);
            }
            waited = waited.plus(wait);
        }
    }

    /** Those behind cannot be served before this wait is over and each one ahead has had its permit. */
    private void tellThoseBehind(Duration wait) {
        Instant end = clock.instant().plus(wait);
        turns.tell(name, (permits, options) -> {
            Duration left = Duration.between(clock.instant(), end);
            // A clock that was set back makes no wait longer.
            Duration first = left.isNegative() ? Duration.ZERO : left.compareTo(wait) < 0 ? left : wait;
            return first.plus(permits).compareTo(left(options)) > 0;
        });
    }

    /** Makes the bucket wait longer, because the vendor refused although the bucket allowed. */
    void owe(Duration time) {
        Duration asked = time.isZero() ? interval : time;
        Duration debt = asked.compareTo(LONGEST_DEBT) < 0 ? asked : LONGEST_DEBT;
        Instant until = clock.instant().plus(debt);
        Instant owed = owedUntil.getAndAccumulate(until, (one, other) -> one.isAfter(other) ? one : other);
        if (until.isBefore(owed.plus(TOGETHER))) {
            return;
        }
        try {
            bucket.owe(debt);
        } catch (QuotaUnavailableException e) {
            LOG.warn("the vendor throttled, and the quota store could not be told: {}", e.getMessage());
        }
    }

    /** Returns how many requests wait for a permit: the first, which asks the bucket, and those behind it. */
    int waiting() {
        return turns.claims(name);
    }

    private Duration left(CallOptions options) {
        return options.deadline()
                .map(deadline -> Duration.between(clock.instant(), deadline))
                .orElse(LONGEST);
    }

    private static RuntimeException ended(Operation operation, String provider, CallOptions options) {
        boolean cancelled =
                options.cancellation().map(Cancellation::isCancelled).orElse(false);
        return QuotaLayer.refusal(
                        operation,
                        provider,
                        cancelled ? ErrorKind.CANCELLED : ErrorKind.DEADLINE_EXCEEDED,
                        "ended while it waited for quota")
                .build();
    }
}
