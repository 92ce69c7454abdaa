package io.efface;

/**
 * What a call that did not fail returns. Immutable and thread-safe.
 *
 * @param <T> the type of the result itself
 */
public sealed interface CallResult<T extends CallResult<T>>
        permits DeletePersonResult, DeleteFacesResult, FindPersonResult {
    /** Returns how the call went. */
    CallTrace trace();

    /**
     * Returns this result with another trace.
     *
     * @throws NullPointerException if {@code other} is null
     */
    T withTrace(CallTrace other);
}
