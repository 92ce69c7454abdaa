package io.efface.policy;

import java.util.Locale;

/** The state of an account's circuit breaker. Later versions may add constants. */
public enum BreakerState {
    /** Requests are sent. */
    CLOSED,
    /** A few requests are sent to test whether the vendor is available again. */
    HALF_OPEN,
    /** No requests are sent for a while. */
    OPEN;

    /** Returns the constant's name in lower case, as tags show it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
