package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long an account that refuses is left alone: each time for longer, or for as long as it asks, until its probes are used up.
 * Everything is under the pool's lock.
 */
final class AccountPauses {
    /** How many times more probes an account gets that worked and then cannot be reached. */
    private static final int PATIENCE = 4;

    /** Even if the account says "at once": a probe too early is a probe lost. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Duration first;
    private final int probes;
    private Instant until = Instant.EPOCH;
    private int count;
    private boolean patient;

    AccountPauses(Duration first, int probes) {
        this.first = first;
        this.probes = probes;
    }

    /**
     * Begins a pause.
     *
     * @param asked how long the account asked to be left alone
     * @param worked whether the account took calls in this run
     * @return when it ends
     */
    Instant begin(ErrorKind kind, Optional<Duration> asked, Instant now, boolean worked) {
        Duration growing = first.multipliedBy(1L << Math.min(count, 16));
        Duration own = growing.compareTo(LONGEST) > 0 ? LONGEST : growing;
        count++;
        patient = worked && isOutage(kind);
        Duration least = own.compareTo(SHORTEST) < 0 ? own : SHORTEST;
        Duration time = asked.orElse(own);
        until = now.plus(time.compareTo(least) < 0 ? least : time);
        return until;
    }

    /** Returns when the last pause ends or ended. */
    Instant until() {
        return until;
    }

    /** Records that the account works: the next pause is a first one again. */
    void reset() {
        count = 0;
    }

    /** Returns whether all probes have failed. */
    boolean isUsedUp() {
        return count > (patient ? probes * PATIENCE : probes);
    }

    /** Keeps the pause as long as it was when the clock was set back. */
    void clockSetBack(Duration by) {
        until = until.minus(by);
    }

    /** Returns whether the way or the vendor is broken, as opposed to a vendor that says no. */
    static boolean isOutage(ErrorKind kind) {
        return kind == ErrorKind.UNAVAILABLE
                || kind == ErrorKind.TIMEOUT
                || kind == ErrorKind.DEADLINE_EXCEEDED
                || kind == ErrorKind.RATE_LIMITED;
    }
}
