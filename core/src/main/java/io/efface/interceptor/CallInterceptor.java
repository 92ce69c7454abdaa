package io.efface.interceptor;

import io.efface.FaceException;

/**
 * Observes every call of every account and every request of a call, for audit, tenancy or measurement. An interceptor gets no id of a
 * person or face. An interceptor can forbid a call or request, and cannot change a call or request. The methods run on the thread of the
 * call, so they can use thread-local values of the application. Implementations must be thread-safe. They must be quick, because no
 * deadline ends an interceptor.
 *
 * <p>The {@code before} methods are called in the order of {@link #order()}; interceptors of equal order are called in the order in which
 * they were added. At the end of the call or request, the probes are called in the reverse order. Each probe is called exactly once:
 * {@link Probe#after} or {@link Probe#error}.
 *
 * <p>Exceptions for invalid arguments are thrown before any interceptor is called.
 */
@FunctionalInterface
public interface CallInterceptor {
    /**
     * Returns the position among the interceptors; the interceptor with the smallest number is outermost. Called once, when the
     * repositories are opened.
     */
    default int order() {
        return 0;
    }

    /**
     * Permits or forbids a call or request. If this method throws a {@link FaceException}, nothing is sent, and nothing is repeated. The
     * caller gets an exception with the same kind, advice, {@linkplain FaceException#retryAfter() shortest wait before a repeat}, detail
     * and cause, and with origin {@code LOCAL}, effect {@code NONE} and 0 attempts. If this method throws another exception or returns
     * null, the call or request is forbidden, too, because a deletion must not happen without its audit. The caller then gets an exception
     * of kind {@code INTERNAL}, or of kind {@code CONFIGURATION} after a {@link LinkageError}.
     *
     * <p>A forbidden request ends its call. The effect of the call then includes the effect of the requests that were sent before.
     *
     * @return the probe that is called at the end; {@link Probe#NONE} to ignore the end
     * @throws FaceException to forbid the call or request; the caller gets the detail and the cause
     */
    Probe before(CallInfo call);

    /**
     * Receives the end of one call or request, on the thread of the call. An exception that a method of the probe throws does not change
     * the call; its class name is logged.
     */
    interface Probe {
        /** Ignores everything. */
        Probe NONE = new Probe() {};

        /** Receives the report of a successful call or request. */
        default void after(CallReport report) {}

        /**
         * Receives the error of a call or request that failed or that a later interceptor forbade.
         *
         * @param error the error of the call or request, without the results of the faces, the cause and the suppressed exceptions
         * @param report the report of the failed call or request; its outcome is {@link CallOutcome#FAILED}
         */
        default void error(FaceException error, CallReport report) {}
    }
}
