package io.efface.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * The current state of an account's layers, for gauges. {@code repository.unwrap(LayerState.class)} returns this object. The methods never
 * wait. Thread-safe.
 */
public interface LayerState {
    /**
     * Returns the number of requests that wait for quota; 0 or more. Accounts of a quota group whose requests wait in the same queue return
     * the same number.
     */
    int quotaWaiting();

    /**
     * Returns the time at which the first waiting request gets its permit. If requests wait in several queues, this is the latest of the
     * times. Empty if no request waits, or if the time is not known. The default is empty.
     */
    default Optional<Instant> quotaWaitEnd() {
        return Optional.empty();
    }

    /** Returns the state of the circuit breaker. */
    BreakerState breaker();
}
