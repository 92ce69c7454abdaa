package io.efface.policy;

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

    /** Returns the state of the circuit breaker. */
    BreakerState breaker();
}
