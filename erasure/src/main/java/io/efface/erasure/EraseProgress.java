package io.efface.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The progress of a run or a verification at one moment. All numbers count targets, except {@code perSecond} and {@code throttled}.
 * Immutable and thread-safe.
 *
 * @param total the number of targets that the run or the verification has to process; for a sample, the expected number
 * @param done the number of targets that have an outcome of this run or verification
 * @param perSecond the rate of outcomes in targets per second over the last minute; in the first minute, the rate since the start
 * @param deleted the number of targets that were deleted; for a verification, the number of targets that were read and not found
 * @param absent the number of targets that were already absent; 0 for a verification
 * @param failed the number of targets that ended as {@link TargetState#FAILED} or {@link TargetState#PARTIAL}; for a verification, the
 *     number of targets that were found
 * @param unknown the number of targets for which it is unknown whether they were deleted; for a verification, the number of targets that
 *     could not be read
 * @param throttled the number of calls that failed because the vendor or the local quota throttled them ({@code RATE_LIMITED}). If the
 *     account's layers repeat a throttled request and the call then succeeds, the call is not counted
 * @param paused the accounts to which no requests are sent now: the pause or the end of each account, by the account's name
 * @param elapsed the time since the run or the verification began to process targets; zero or more
 * @param quota the accounts whose requests wait for quota now, by the account's name
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
        Map<String, Pause> paused,
        Duration elapsed,
        Map<String, QuotaWait> quota) {
    /**
     * The pause or the end of an account.
     *
     * @param reason the kind of the error, or the name of the {@link AccountEnd} if the account has ended
     * @param until the time at which the next probe is sent; empty if the account has ended. A probe is a request that shows whether the
     *     account works again
     */
    public record Pause(String reason, Optional<Instant> until) {}

    /**
     * The requests of an account that wait for quota. Accounts of a quota group whose requests wait in the same queue have the same values.
     *
     * @param requests the number of requests that wait; 1 or more
     * @param until the time at which the first of these requests gets its permit; empty if this time is not known yet
     */
    public record QuotaWait(int requests, Optional<Instant> until) {}

    /** Copies the maps. */
    public EraseProgress {
        paused = Map.copyOf(paused);
        quota = Map.copyOf(quota);
    }

    /** Returns the time that the remaining targets take at the current rate. Empty if no target remains, or if the rate is 0. */
    public Optional<Duration> left() {
        return left(perSecond);
    }

    /**
     * Returns the time that the remaining targets take at the mean rate since the start. Empty if no target remains, or if no target is
     * done. If this time and {@link #left()} differ much, both are uncertain.
     */
    public Optional<Duration> leftByMean() {
        long millis = elapsed.toMillis();
        return left(millis <= 0 ? 0 : done * 1000.0 / millis);
    }

    private Optional<Duration> left(double rate) {
        long open = Math.max(0, total - done);
        return open == 0 || rate <= 0 ? Optional.empty() : Optional.of(Duration.ofMillis((long) (1000 * open / rate)));
    }
}
