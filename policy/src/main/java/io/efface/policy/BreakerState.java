package io.efface.policy;

import java.util.Locale;

/** Whether an account's requests go out. Constants are only ever added. */
public enum BreakerState {
    /** They do. */
    CLOSED,
    /** A few do, to see whether the vendor is there again. */
    HALF_OPEN,
    /** They do not, for a while. */
    OPEN;

    /** Returns the constant's name in lower case: the one spelling used in tags. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
