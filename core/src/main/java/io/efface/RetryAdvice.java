package io.efface;

/** Whether the same call makes sense again. Set by the vendor's code, not by the kind of error. */
public enum RetryAdvice {
    /** The same call will fail again until a setting, the account or the request changes. */
    NEVER,
    /** One repeat makes sense, at once: what was wrong has been corrected (a clock offset, say). */
    ONCE,
    /** Repeats make sense, with growing waits; {@link FaceException#retryAfter()} is the least wait when the vendor gave one. */
    BACKOFF
}
