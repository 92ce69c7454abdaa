package io.efface.policy;

/**
 * What an account's layers are doing now, for gauges: {@code repository.unwrap(LayerState.class)}. Each answer is one moment's, and
 * costs next to nothing. Thread-safe.
 */
public interface LayerState {
    /**
     * Returns how many requests wait for quota; 0 or more. Accounts of one quota group wait in one queue and give the same number.
     */
    int quotaWaiting();

    /** Returns whether requests go out. */
    BreakerState breaker();
}
