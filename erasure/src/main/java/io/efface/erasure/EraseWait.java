package io.efface.erasure;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A wait of some seconds during a run or a verification. Immutable and thread-safe.
 *
 * @param kind the kind of the wait
 * @param account the name of the account that waits; empty if the whole run waits
 * @param reason the last error of the account for {@link Kind#PAUSE}; otherwise empty
 * @param until the latest time at which the wait ends
 */
public record EraseWait(Kind kind, Optional<String> account, Optional<String> reason, Instant until) {
    /** The kinds of waits. New constants may be added later. */
    public enum Kind {
        /** The account rejected requests or could not be reached. The next request is sent at the time {@code until} as a probe. */
        PAUSE,
        /**
         * All remaining targets have to wait until the time {@code until}, for one of two reasons: an earlier request without a response
         * could still reach the vendor, or reads could still find a person whose deletion has just succeeded.
         */
        SETTLE,
        /** The run ends, and waits for the calls in progress. These calls end by the time {@code until}. */
        CALLS
    }

    /** Checks that no component is null. */
    public EraseWait {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(until, "until");
    }
}
