package io.efface.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A limit as a {@link QuotaStore} counts it: one moment per name, before which no permit comes. Immutable and thread-safe.
 *
 * @param name limits of equal name share one count; holds no secret and no person
 * @param interval the time that one permit costs, more than zero
 * @param slack how much of the time that passed unused is made up for: late permits may follow each other at once until it is used up;
 *     zero or more
 */
public record PacedLimit(String name, Duration interval, Duration slack) {
    private static final int KEY_BYTES = 16;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a duration is out of range
     */
    public PacedLimit {
        Objects.requireNonNull(name, "name");
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval must be more than zero");
        }
        if (slack.isNegative()) {
            throw new IllegalArgumentException("slack must not be negative");
        }
    }

    /** Returns the hash of the name, 32 characters from 0 to f, for stores whose keys should be short and plain. */
    public String key() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns the interval in microseconds, rounded up, for stores that count no finer. */
    public long intervalMicros() {
        return TimeUnit.NANOSECONDS.toMicros(interval.plusNanos(999).toNanos());
    }

    /** Returns the slack in microseconds, rounded down, for stores that count no finer. */
    public long slackMicros() {
        return TimeUnit.NANOSECONDS.toMicros(slack.toNanos());
    }
}
