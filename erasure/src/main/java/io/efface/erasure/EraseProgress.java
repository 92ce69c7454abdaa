package io.efface.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run or a verification is. Immutable and thread-safe.
 *
 * @param total targets that it set out to take
 * @param done targets of these that have an outcome now
 * @param perSecond outcomes a second over the last minute, or since the beginning if that is less
 * @param deleted targets deleted; for a verification, targets read and not found
 * @param absent targets that were absent already
 * @param failed targets surely not deleted, and faces kept; for a verification, targets found
 * @param unknown targets of which it is not known; for a verification, targets that could not be read
 * @param throttled calls that the vendor or the quota refused as too many, after the account's own repeats
 * @param paused accounts that are left alone now, with the reason and the time of the next probe
 */
public record EraseProgress(
        long total,
        long done,
        double perSecond,
        long deleted,
        long absent,
        long failed,
        long unknown,
        long throttled,
        Map<String, Pause> paused) {
    /**
     * Why an account is left alone.
     *
     * @param reason the kind of error, or the safety stop
     * @param until when it is probed by a read, or empty if it is not
     */
    public record Pause(String reason, Optional<Instant> until) {}

    /** Copies the map. */
    public EraseProgress {
        paused = Map.copyOf(paused);
    }

    /** Returns how long the rest takes at this rate, or empty if nothing moves. */
    public Optional<Duration> left() {
        long open = Math.max(0, total - done);
        return open == 0 || perSecond <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) (1000 * open / perSecond)));
    }
}
