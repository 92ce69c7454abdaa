package io.efface;

/**
 * The kind of an error. The kinds are the same for all vendors. Later versions may add constants. Code should treat constants of later
 * versions like {@link #UNKNOWN}.
 */
public enum ErrorKind {
    /** The layers or the vendor rejected an argument. */
    INVALID_ARGUMENT,
    /** Something other than the person or face is missing, for example the library. A missing person is an outcome, not an error. */
    NOT_FOUND,
    /** The state of the person forbids the deletion, for example if the vendor does not delete the last face of a person. */
    FAILED_PRECONDITION,
    /** Another operation on the same person or library is under way. */
    CONFLICT,
    /** The account sends more requests per second or minute than the vendor allows. */
    RATE_LIMITED,
    /** The account has reached a limit that a short wait does not lift. */
    QUOTA_EXCEEDED,
    /** The vendor does not accept the key, the signature, the token or the time of the request. */
    UNAUTHENTICATED,
    /** The key is valid but does not have the permission for the operation. */
    PERMISSION_DENIED,
    /** The account is in arrears or frozen, or the service is not activated for the account. */
    ACCOUNT_UNAVAILABLE,
    /** The vendor is unavailable, or the network connection to the vendor failed. */
    UNAVAILABLE,
    /** The vendor did not respond in time. */
    TIMEOUT,
    /** The deadline of the call passed before the call was complete. */
    DEADLINE_EXCEEDED,
    /** The caller cancelled or interrupted the call. */
    CANCELLED,
    /** The vendor confirmed the deletion, but a later read still found the person or the face. */
    STILL_PRESENT,
    /** The vendor reports an internal error, or this library or its extensions failed. */
    INTERNAL,
    /** The repository does not support the operation. */
    UNSUPPORTED,
    /** The response does not have the structure that the vendor documents. */
    MALFORMED_RESPONSE,
    /** The configuration is wrong, or a call names an account that does not exist. */
    CONFIGURATION,
    /** The provider does not know the vendor's error code. */
    UNKNOWN
}
