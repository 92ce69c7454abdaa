package io.efface.aliyun;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The vendor's clock as one repository knows it: our own, and an offset learnt from a refusal. Thread-safe.
 *
 * <p>Learnt only when the vendor calls a timestamp expired, and only up to a day: what is farther off is a machine to be put
 * right, not a clock to be followed.
 */
final class SkewedClock {
    /** The largest offset that is believed, either way. */
    static final Duration LARGEST = Duration.ofDays(1);

    /** Less than this is no reason to sign again: the vendor accepts 15 minutes either way. */
    private static final Duration WORTH_A_REPEAT = Duration.ofMinutes(1);

    private final Clock clock;
    private volatile Duration offset = Duration.ZERO;

    SkewedClock(Clock clock) {
        this.clock = clock;
    }

    /** Returns the vendor's clock minus ours. */
    Duration offset() {
        return offset;
    }

    /** Returns the time to sign with under an offset. */
    Instant instant(Duration under) {
        return clock.instant().plus(under);
    }

    /**
     * Learns from a refusal.
     *
     * @param vendor the vendor's time in the refusal
     * @param ours our time when it came
     * @param used the offset that the refused request was signed with
     * @return whether the next signature will carry a time worth trying
     */
    boolean learn(Instant vendor, Instant ours, Duration used) {
        Duration seen = Duration.between(ours, vendor);
        if (seen.abs().compareTo(LARGEST) > 0) {
            return false;
        }
        offset = seen;
        return seen.minus(used).abs().compareTo(WORTH_A_REPEAT) > 0;
    }
}
