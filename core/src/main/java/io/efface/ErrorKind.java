package io.efface;

/** What went wrong, across vendors. Constants are only ever added; treat an unknown one like {@link #UNKNOWN}. */
public enum ErrorKind {
    /** The account or vendor refuses an argument. */
    INVALID_ARGUMENT,
    /** Something other than the person or face is missing; a missing person is an outcome, not an error. */
    NOT_FOUND,
    /** The state forbids it, such as a person's last face where the vendor keeps one. */
    FAILED_PRECONDITION,
    /** Another operation on the same thing is under way. */
    CONFLICT,
    /** Too many calls per time. */
    RATE_LIMITED,
    /** A limit that waiting a little does not lift. */
    QUOTA_EXCEEDED,
    /** The key, signature, token or clock is not accepted. */
    UNAUTHENTICATED,
    /** The key is known and may not do this. */
    PERMISSION_DENIED,
    /** The account is in arrears, frozen, or the service is not activated for it. */
    ACCOUNT_UNAVAILABLE,
    /** The vendor or the way to it does not work now. */
    UNAVAILABLE,
    /** The request was sent and the vendor stayed silent. */
    TIMEOUT,
    /** The caller's deadline came first. */
    DEADLINE_EXCEEDED,
    /** The caller cancelled or interrupted the call. */
    CANCELLED,
    /** The vendor said OK, and a later read still found it. */
    STILL_PRESENT,
    /** The vendor reports a fault of its own. */
    INTERNAL,
    /** The operation does not exist here. */
    UNSUPPORTED,
    /** An answer came that is not what the vendor documents. */
    MALFORMED_RESPONSE,
    /** The configuration is wrong or does not name what was asked for. */
    CONFIGURATION,
    /** The vendor gave a code that is in no table. */
    UNKNOWN
}
