package io.efface;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How certain an outcome is. The constants are in order from the weakest to the strongest evidence. */
public enum Evidence {
    /** The outcome follows only from the vendor's text or from the HTTP status; no documented code states it. */
    INFERRED,
    /** The vendor reported success without an id, a count or a documented code. */
    ACCEPTED,
    /** The vendor reported success with the id, a count or a documented code. */
    CONFIRMED,
    /** A later read at a known time showed that the person or face does not exist. */
    VERIFIED_ABSENT;

    /** Returns whether this evidence is at least as strong as {@code other}. */
    public boolean isAtLeast(Evidence other) {
        return compareTo(other) >= 0;
    }

    /** Checks that {@code verifiedAt} is not null for {@link #VERIFIED_ABSENT}, and null for every other evidence. */
    static void checkTime(Evidence evidence, @Nullable Instant verifiedAt) {
        if ((evidence == VERIFIED_ABSENT) != (verifiedAt != null)) {
            throw new IllegalArgumentException(
                    evidence == VERIFIED_ABSENT
                            ? "verifiedAt must not be null for VERIFIED_ABSENT"
                            : "verifiedAt must be null for " + evidence);
        }
    }
}
