package io.efface.http.credentials;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * When temporary credentials are renewed. Immutable and thread-safe.
 *
 * @param clock the clock by which credentials end; the repositories' clock where they have another than the system's
 * @param margin how long before their end renewal begins, if that is less than a fifth of their life, which is the margin else;
 *     zero or more
 * @param pause how long after a failed renewal the source is left alone; more than zero
 * @param longestWait how long a request waits for a renewal that another one has begun, if there are no valid credentials; real
 *     time, more than zero
 */
public record RefreshPolicy(Clock clock, Duration margin, Duration pause, Duration longestWait) {
    private static final RefreshPolicy DEFAULTS =
            new RefreshPolicy(Clock.systemUTC(), Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofSeconds(30));

    /**
     * Checks that everything is there and in range.
     *
     * @throws IllegalArgumentException if a duration is negative, or one but the margin is zero
     */
    public RefreshPolicy {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(margin, "margin");
        if (margin.isNegative()) {
            throw new IllegalArgumentException("margin is negative: " + margin);
        }
        requirePositive("pause", pause);
        requirePositive("longestWait", longestWait);
    }

    private static void requirePositive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(what + " is not more than zero: " + value);
        }
    }

    /** Returns the system's clock, a margin of 5 minutes, a pause of 5 seconds, and a longest wait of 30 seconds. */
    public static RefreshPolicy defaults() {
        return DEFAULTS;
    }

    /** Returns this plan by another clock. */
    public RefreshPolicy withClock(Clock value) {
        return new RefreshPolicy(value, margin, pause, longestWait);
    }

    /** Returns this plan with another margin. */
    public RefreshPolicy withMargin(Duration value) {
        return new RefreshPolicy(clock, value, pause, longestWait);
    }

    /** Returns this plan with another pause. */
    public RefreshPolicy withPause(Duration value) {
        return new RefreshPolicy(clock, margin, value, longestWait);
    }

    /** Returns this plan with another longest wait. */
    public RefreshPolicy withLongestWait(Duration value) {
        return new RefreshPolicy(clock, margin, pause, value);
    }
}
