package io.efface.tencent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The vendor's time: the injected clock, and what a refused timestamp taught about it. The vendor refuses what is more than five
 * minutes off. Thread-safe.
 *
 * <p>Source: "Signature v3" (cloud.tencent.com/document/api/362/4208, read 2026-11).
 */
final class VendorClock {
    /** A clock that is off by more is broken, not skewed, and an answer that says so is not to be believed. */
    static final Duration LARGEST_OFFSET = Duration.ofHours(24);

    private final Clock clock;
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    VendorClock(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().plus(offset.get());
    }

    /**
     * Learns from an answer that refused a timestamp.
     *
     * @param vendorTime what its {@code Date} header says
     * @param receivedAt when it came, by the injected clock
     * @return false if the difference is beyond {@link #LARGEST_OFFSET}, and nothing was learnt
     */
    boolean learn(Instant vendorTime, Instant receivedAt) {
        Duration difference = Duration.between(receivedAt, vendorTime);
        if (difference.abs().compareTo(LARGEST_OFFSET) > 0) {
            return false;
        }
        offset.set(difference);
        return true;
    }
}
