package io.efface.policy;

import java.time.Duration;

/**
 * The settings of the circuit breaker.
 *
 * @param calls how many of the latest requests the breaker examines, 1 or more; until this number of requests has ended,
 *     {@code failurePercent} has no effect
 * @param failurePercent the breaker opens if the vendor was unavailable for at least this percentage of the examined requests; 1 to 100
 * @param openFor the time for which an open breaker sends nothing
 * @param enabled whether the breaker is used
 */
record BreakerSettings(int calls, int failurePercent, Duration openFor, boolean enabled) {
    /** The breaker opens for 30 seconds if the vendor was unavailable for at least half of the latest 20 requests. */
    static final BreakerSettings DEFAULTS = new BreakerSettings(20, 50, Duration.ofSeconds(30), true);
}
