package io.efface;

/** Whether the caller should repeat a failed call. The advice depends on the vendor's code, not on the kind of the error. */
public enum RetryAdvice {
    /** Do not repeat the call. The same call fails again until a setting, the account or the request changes. */
    NEVER,
    /** Repeat the call once, without a wait. The cause of the error, such as a wrong clock offset, has been corrected. */
    ONCE,
    /** Repeat the call with growing waits. No wait may be shorter than {@link FaceException#retryAfter()}, if this value is present. */
    BACKOFF
}
