package io.efface.policy;

import java.time.Duration;

/**
 * The settings of the circuit breaker.
 *
 * @param calls the number of most recent requests that the breaker evaluates; with fewer requests it does not open
 * @param failurePercent the percentage of these requests that must find the vendor unavailable to open the breaker, 1 to 100
 * @param openFor the time for which an open breaker sends nothing
 * @param enabled whether the breaker is used
 */
record BreakerSettings(int calls, int failurePercent, Duration openFor, boolean enabled) {
    /** The breaker opens for 30 seconds if half of the last 20 requests find the vendor unavailable. */
    static final BreakerSettings DEFAULTS = new BreakerSettings(20, 50, Duration.ofSeconds(30), true);
}
