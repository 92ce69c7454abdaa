package io.efface.policy;

import java.time.Duration;

/**
 * The settings of the repeats of failed requests.
 *
 * @param maxAttempts the largest number of requests, including the first request; 1 means no repeats
 * @param baseDelay the upper bound of the first wait; it is doubled for each further wait
 * @param maxDelay the upper bound of every wait, except for a wait that the vendor asked for
 */
record RetrySettings(int maxAttempts, Duration baseDelay, Duration maxDelay) {
    /** At most four requests, with waits of up to 0.2, 0.4 and 0.8 s. */
    static final RetrySettings DEFAULTS = new RetrySettings(4, Duration.ofMillis(200), Duration.ofSeconds(10));

    /** Returns the upper bound of the wait after an attempt; the first attempt is 1. */
    Duration ceiling(int attempt) {
        Duration ceiling = baseDelay;
        for (int i = 1; i < attempt && ceiling.compareTo(maxDelay) < 0; i++) {
            ceiling = ceiling.multipliedBy(2);
        }
        return ceiling.compareTo(maxDelay) < 0 ? ceiling : maxDelay;
    }
}
