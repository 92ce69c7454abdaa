package io.efface.policy;

import java.time.Duration;

/**
 * How often and how slowly a failed request is repeated.
 *
 * @param maxAttempts requests in all, the first included; 1 repeats nothing
 * @param baseDelay upper bound of the first wait, doubled for each further one
 * @param maxDelay upper bound of every wait that the vendor did not ask for
 */
record RetrySettings(int maxAttempts, Duration baseDelay, Duration maxDelay) {
    /** Four requests, waits of up to 0.2, 0.4 and 0.8 s. */
    static final RetrySettings DEFAULTS = new RetrySettings(4, Duration.ofMillis(200), Duration.ofSeconds(10));

    /** Returns the upper bound of the wait after the given attempt, 1 for the first. */
    Duration ceiling(int attempt) {
        Duration ceiling = baseDelay;
        for (int i = 1; i < attempt && ceiling.compareTo(maxDelay) < 0; i++) {
            ceiling = ceiling.multipliedBy(2);
        }
        return ceiling.compareTo(maxDelay) < 0 ? ceiling : maxDelay;
    }
}
