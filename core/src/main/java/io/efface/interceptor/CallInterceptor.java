package io.efface.interceptor;

import io.efface.FaceException;

/**
 * Stands around every call of every account, and around every request that a call makes, for audit, tenancy or measurement. It
 * sees no id of a person or face, and can forbid but not change what happens. Implementations are thread-safe, and quick: they
 * run on the thread of the call, where the application's own thread-bound context is at hand, and no deadline ends them.
 *
 * <p>Interceptors are called in the order of {@link #order()}, then in the order in which they were added, and called at the end in
 * the reverse order. Whatever they were asked about ends with exactly one of {@link Probe#after} and {@link Probe#error}.
 *
 * <p>What is wrong with the arguments is thrown before any interceptor is asked.
 */
@FunctionalInterface
public interface CallInterceptor {
    /** Returns the place among the interceptors, smallest outermost; asked once, when the repositories are opened. */
    default int order() {
        return 0;
    }

    /**
     * Asks whether the call may go on. A {@link FaceException} forbids it: nothing is sent, the caller gets an exception of the
     * same kind, advice, detail and cause with origin {@code LOCAL}, effect {@code NONE} and no attempts, and it is not repeated.
     * Whatever else is thrown, or null, forbids it too, as kind {@code INTERNAL}: a broken audit must not let deletions pass
     * unaudited.
     *
     * <p>A request that is forbidden ends its call, whose effect then still covers earlier requests.
     *
     * @return the probe that is called at the end; {@link Probe#NONE} for none
     * @throws FaceException to forbid the call; detail and cause are the interceptor's own words and reach the caller
     */
    Probe before(CallInfo call);

    /**
     * Receives how one call or request ended, on the thread of the call. What its methods throw is logged by class name and changes
     * nothing.
     */
    interface Probe {
        /** Ignores everything. */
        Probe NONE = new Probe() {};

        /** Receives what the call returned. */
        default void after(CallReport report) {}

        /**
         * Receives why the call failed, or that a later interceptor forbade it.
         *
         * @param error what the caller gets, without the outcomes per face, without cause, and without suppressed exceptions
         * @param report what is known all the same; its outcome is {@link CallOutcome#FAILED}
         */
        default void error(FaceException error, CallReport report) {}
    }
}
