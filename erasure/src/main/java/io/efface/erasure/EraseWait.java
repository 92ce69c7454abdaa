package io.efface.erasure;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run or a verification waits for when it cannot go on for some seconds. Immutable and thread-safe.
 *
 * @param kind what ends the wait
 * @param account the account that waits, or empty if the whole run does
 * @param reason the error's kind for a pause, or empty
 * @param until when the wait is over at the latest
 */
public record EraseWait(Kind kind, Optional<String> account, Optional<String> reason, Instant until) {
    /** Kinds of waits. Constants are only ever added. */
    public enum Kind {
        /** The account refused or could not be reached: it is tried again at the time. */
        PAUSE,
        /** Nothing but targets that have to be left alone until the time: a lost request may arrive, or a deletion has to take effect. */
        SETTLE,
        /** The run ends: calls under way have ended by the time. */
        CALLS
    }

    /** Checks that nothing is missing. */
    public EraseWait {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(until, "until");
    }
}
