package io.efface;

/**
 * The result of a successful call. Immutable and thread-safe.
 *
 * @param <T> the type of the result itself
 */
public sealed interface CallResult<T extends CallResult<T>>
        permits DeletePersonResult, DeleteFacesResult, FindPersonResult {
    /** Returns the trace of the call: its requests, waits and warnings. */
    CallTrace trace();

    /**
     * Returns this result with another trace.
     *
     * @throws NullPointerException if {@code other} is null
     */
    T withTrace(CallTrace other);
}
