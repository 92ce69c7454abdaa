package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.erasure.internal.ledger.Accounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Computes the lengths of an account's pauses. Each pause is twice as long as the previous pause, up to {@link #LONGEST}, or as long as the
 * vendor asks. Not thread-safe: the worker of the account calls the methods under a lock.
 */
final class AccountPauses {
    /** The factor for the number of probes of an account that worked in this run and now cannot be reached. */
    private static final int PATIENCE = 4;

    /** The shortest pause, even if the vendor asks for less, because a probe that comes too early is wasted. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Duration first;
    private final int probes;
    private Instant until = Instant.EPOCH;
    private int count;
    private boolean isPatient;

    AccountPauses(Duration first, int probes) {
        this.first = first;
        this.probes = probes;
    }

    /**
     * Begins a pause.
     *
     * @param requested the length that the vendor asks for
     * @param hasAnswered whether a response in this run has shown that the account works
     * @return when the pause ends
     */
    Instant begin(ErrorKind kind, Optional<Duration> requested, Instant now, boolean hasAnswered) {
        Duration growing = first.multipliedBy(1L << Math.min(count, 16));
        Duration own = growing.compareTo(LONGEST) > 0 ? LONGEST : growing;
        count++;
        isPatient = hasAnswered && isOutage(kind);
        Duration least = own.compareTo(SHORTEST) < 0 ? own : SHORTEST;
        Duration time = requested.orElse(own);
        until = now.plus(time.compareTo(least) < 0 ? least : time);
        return until;
    }

    /** Continues a pause that was begun earlier. */
    void continuePause(Accounts.Pause pause, Instant newUntil, boolean hasAnswered) {
        until = newUntil;
        count = pause.number();
        isPatient = hasAnswered
                && Arrays.stream(ErrorKind.values())
                        .anyMatch(kind -> kind.name().equals(pause.reason()) && isOutage(kind));
    }

    /** Returns the number of pauses since the account last worked. */
    int count() {
        return count;
    }

    /** Returns the end of the last pause. */
    Instant until() {
        return until;
    }

    /** Records that the account works. The next pause then has the first length again. */
    void reset() {
        count = 0;
    }

    /** Returns whether all probes have failed. */
    boolean isUsedUp() {
        return count > (isPatient ? probes * PATIENCE : probes);
    }

    /** Shifts the end of the pause after the clock was set back, so that the pause keeps its length. */
    void clockSetBack(Duration by) {
        until = until.minus(by);
    }

    /** Returns whether an error means that the vendor cannot be reached or is overloaded. */
    static boolean isOutage(ErrorKind kind) {
        return kind == ErrorKind.UNAVAILABLE
                || kind == ErrorKind.TIMEOUT
                || kind == ErrorKind.DEADLINE_EXCEEDED
                || kind == ErrorKind.RATE_LIMITED;
    }
}
