package io.efface.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A limit for a {@link QuotaStore}. Immutable and thread-safe.
 *
 * @param name the name of the limit's counter; limits with the same name share the counter; the name contains no secret and no id of a
 *     person
 * @param interval the time between two permits; more than zero
 * @param slack the longest time by which a permit may come earlier than the interval allows, if a caller took an earlier permit late; zero
 *     or more
 */
public record PacedLimit(String name, Duration interval, Duration slack) {
    private static final int KEY_BYTES = 16;

    /**
     * Checks the arguments.
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

    /** Returns a hash of the name with 32 hexadecimal digits, for stores that need short keys. */
    public String key() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns the interval in microseconds, rounded up, for stores with this resolution. */
    public long intervalMicros() {
        return TimeUnit.NANOSECONDS.toMicros(interval.plusNanos(999).toNanos());
    }

    /** Returns the slack in microseconds, rounded down, for stores with this resolution. */
    public long slackMicros() {
        return TimeUnit.NANOSECONDS.toMicros(slack.toNanos());
    }
}
