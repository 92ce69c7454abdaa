package io.efface.policy;

import java.time.Duration;

/**
 * When an account is left alone for a while.
 *
 * @param calls the last calls that are looked at, and the fewest before anything is decided
 * @param failurePercent share of them that must have found the vendor unavailable, 1 to 100
 * @param openFor how long nothing is sent then
 * @param enabled whether there is a breaker at all
 */
record BreakerSettings(int calls, int failurePercent, Duration openFor, boolean enabled) {
    /** Half of the last 20 calls, and 30 seconds. */
    static final BreakerSettings DEFAULTS = new BreakerSettings(20, 50, Duration.ofSeconds(30), true);
}
