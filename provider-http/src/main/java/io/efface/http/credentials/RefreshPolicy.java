package io.efface.http.credentials;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * The times at which temporary credentials are renewed. Immutable and thread-safe.
 *
 * @param clock the clock that shows when credentials expire; it should be the clock of the repositories
 * @param margin time before the expiry at which the renewal begins, zero or more; if the margin is longer than a fifth of the credentials'
 *     lifetime, that fifth is used instead
 * @param pause time after a failed renewal before the source is called again; more than zero
 * @param longestWait maximum time that a request without valid credentials waits while another request fetches them; measured in real time,
 *     more than zero
 */
public record RefreshPolicy(Clock clock, Duration margin, Duration pause, Duration longestWait) {
    private static final RefreshPolicy DEFAULTS =
            new RefreshPolicy(Clock.systemUTC(), Duration.ofMinutes(5), Duration.ofSeconds(5), Duration.ofSeconds(30));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the margin is negative, or another duration is not more than zero
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

    /** Returns the defaults: the system's clock, a margin of 5 minutes, a pause of 5 seconds, and a maximum wait of 30 seconds. */
    public static RefreshPolicy defaults() {
        return DEFAULTS;
    }

    /** Returns a copy with another clock. */
    public RefreshPolicy withClock(Clock value) {
        return new RefreshPolicy(value, margin, pause, longestWait);
    }

    /** Returns a copy with another margin. */
    public RefreshPolicy withMargin(Duration value) {
        return new RefreshPolicy(clock, value, pause, longestWait);
    }

    /** Returns a copy with another pause. */
    public RefreshPolicy withPause(Duration value) {
        return new RefreshPolicy(clock, margin, value, longestWait);
    }

    /** Returns a copy with another maximum wait. */
    public RefreshPolicy withLongestWait(Duration value) {
        return new RefreshPolicy(clock, margin, pause, value);
    }
}
