package io.efface.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * How fast an account may send.
 *
 * @param enabled whether anything is paced at all
 * @param callsPerSecond a limit in place of the vendor's default for each group of operations, or empty
 * @param marginPercent share of the limit that stays unused, 0 to 90
 */
record QuotaSettings(boolean enabled, Optional<Integer> callsPerSecond, int marginPercent) {
    /** The vendor's limits less 5 %. */
    static final QuotaSettings DEFAULTS = new QuotaSettings(true, Optional.empty(), 5);

    /** Returns the time between two permits under the vendor's limit. */
    Duration interval(int vendorsLimit) {
        double rate = callsPerSecond.orElse(vendorsLimit) * (100 - marginPercent) / 100.0;
        return Duration.ofNanos((long) Math.ceil(1_000_000_000 / rate));
    }
}
