package io.efface.policy;

import java.time.Duration;

/**
 * The settings of the retry layer.
 *
 * @param maxAttempts the largest number of requests, including the first request; 1 means no repeats
 * @param baseDelay the upper bound of the first wait; each later wait has twice the upper bound of the wait before
 * @param maxDelay the upper bound of every wait; a wait that the vendor asked for may be longer
 */
record RetrySettings(int maxAttempts, Duration baseDelay, Duration maxDelay) {
    /** At most four requests, with waits of up to 0.2, 0.4 and 0.8 s. */
    static final RetrySettings DEFAULTS = new RetrySettings(4, Duration.ofMillis(200), Duration.ofSeconds(10));

    /**
     * Returns the upper bound of the wait after an attempt.
     *
     * @param attempt the number of the attempt, from 1
     */
    Duration ceiling(int attempt) {
        Duration ceiling = baseDelay;
        for (int i = 1; i < attempt && ceiling.compareTo(maxDelay) < 0; i++) {
            ceiling = ceiling.multipliedBy(2);
        }
        return ceiling.compareTo(maxDelay) < 0 ? ceiling : maxDelay;
    }
}
