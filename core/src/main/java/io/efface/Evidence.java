package io.efface;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How sure an outcome is, weakest first: {@code a.compareTo(b) >= 0} means "at least as sure as b". */
public enum Evidence {
    /** Read from a text or a status, not from a documented code. */
    INFERRED,
    /** The vendor said OK and echoed nothing. */
    ACCEPTED,
    /** The vendor echoed the id, a count, or a documented code. */
    CONFIRMED,
    /** A read at a known time positively did not find it. */
    VERIFIED_ABSENT;

    /** Returns whether this is at least as sure as {@code other}. */
    public boolean isAtLeast(Evidence other) {
        return compareTo(other) >= 0;
    }

    /** Checks that there is a time of verification exactly for {@link #VERIFIED_ABSENT}. */
    static void checkTime(Evidence evidence, @Nullable Instant verifiedAt) {
        if ((evidence == VERIFIED_ABSENT) != (verifiedAt != null)) {
            throw new IllegalArgumentException(evidence + ": a time of verification belongs to VERIFIED_ABSENT");
        }
    }
}
