package io.efface.testkit;

import io.efface.ErrorKind;
import java.util.Set;

/**
 * A fault of the vendor or the network for one request. A harness applies the fault to the next request that reaches the vendor, for any
 * operation, and to no later request.
 *
 * <p>Each fault determines whether the vendor carries out the deletion. So a test can compare the reported effect with the vendor's state.
 */
public enum ContractFault {
    /** The vendor rejects the request because of too many requests. Nothing is deleted. */
    THROTTLE,
    /** The vendor rejects the key, the signature or the token. Nothing is deleted. */
    AUTH_REJECTED,
    /** The vendor accepts the key but forbids the operation. Nothing is deleted. */
    PERMISSION_DENIED,
    /** The vendor rejects the request because of arrears, or because the service is not activated. Nothing is deleted. */
    ACCOUNT_UNAVAILABLE,
    /** The vendor rejects the request because another operation on the same person is under way. Nothing is deleted. */
    CONFLICT,
    /** The vendor or its gateway reports that the vendor is unavailable, with HTTP 5xx or the vendor's code. Nothing is deleted. */
    UNAVAILABLE_5XX,
    /** The vendor reports an internal error after the deletion. */
    INTERNAL_AFTER_EFFECT,
    /** The vendor returns an undocumented code after the deletion. */
    UNLISTED_CODE_AFTER_EFFECT,
    /** The connection ends without a response. Nothing is deleted. */
    DROP_BEFORE_EFFECT,
    /** The connection ends without a response after the deletion. */
    DROP_AFTER_EFFECT,
    /** The connection ends in the middle of the response, after the deletion. */
    TRUNCATED,
    /** The vendor responds with HTTP 502 and an HTML page, after the deletion. */
    HTML,
    /** The vendor responds with HTTP 200 and an empty body, after the deletion. */
    EMPTY,
    /** The vendor responds with HTTP 200 and a body that is not JSON, after the deletion. */
    GARBAGE,
    /** The vendor responds with HTTP 200 and JSON of an undocumented structure, after the deletion. */
    WRONG_SHAPE,
    /** The vendor responds with HTTP 200 and JSON with thousands of nested levels, after the deletion. */
    NESTED,
    /** The vendor responds with HTTP 200 and several megabytes, more than any real response, after the deletion. */
    OVERSIZED,
    /** The vendor sends no response after the deletion. Only for calls that the test ends. */
    STALL,
    /** The vendor sends a correct response after the deletion, but takes minutes to send it. Only for calls that the test ends. */
    DRIP,
    /** The vendor reports success although nothing is deleted. */
    FALSE_SUCCESS;

    /** Returns whether the vendor carries out the deletion despite the fault. */
    public boolean deletes() {
        return switch (this) {
            case THROTTLE,
                    AUTH_REJECTED,
                    PERMISSION_DENIED,
                    ACCOUNT_UNAVAILABLE,
                    CONFLICT,
                    UNAVAILABLE_5XX,
                    DROP_BEFORE_EFFECT,
                    FALSE_SUCCESS -> false;
            case INTERNAL_AFTER_EFFECT,
                    UNLISTED_CODE_AFTER_EFFECT,
                    DROP_AFTER_EFFECT,
                    TRUNCATED,
                    HTML,
                    EMPTY,
                    GARBAGE,
                    WRONG_SHAPE,
                    NESTED,
                    OVERSIZED,
                    STALL,
                    DRIP -> true;
        };
    }

    /** Returns whether the vendor documents that it rejects the request, so that a provider must report effect {@code NONE}. */
    public boolean isRejection() {
        return switch (this) {
            case THROTTLE, AUTH_REJECTED, PERMISSION_DENIED, ACCOUNT_UNAVAILABLE, CONFLICT -> true;
            default -> false;
        };
    }

    /** Returns whether a call with this fault fails within the account's timeouts, even if the test does not end the call. */
    public boolean failsByItself() {
        return this != STALL && this != DRIP && this != FALSE_SUCCESS;
    }

    /** Returns the error kinds that a call with this fault may have; not empty if {@link #failsByItself()}. */
    public Set<ErrorKind> kinds() {
        return switch (this) {
            case THROTTLE -> Set.of(ErrorKind.RATE_LIMITED);
            case AUTH_REJECTED -> Set.of(ErrorKind.UNAUTHENTICATED);
            case PERMISSION_DENIED -> Set.of(ErrorKind.PERMISSION_DENIED);
            case ACCOUNT_UNAVAILABLE -> Set.of(ErrorKind.ACCOUNT_UNAVAILABLE);
            case CONFLICT -> Set.of(ErrorKind.CONFLICT);
            case UNAVAILABLE_5XX -> Set.of(ErrorKind.UNAVAILABLE);
            case INTERNAL_AFTER_EFFECT -> Set.of(ErrorKind.INTERNAL, ErrorKind.UNAVAILABLE);
            case UNLISTED_CODE_AFTER_EFFECT -> Set.of(ErrorKind.UNKNOWN);
            case DROP_BEFORE_EFFECT, DROP_AFTER_EFFECT -> Set.of(ErrorKind.UNAVAILABLE);
            case TRUNCATED -> Set.of(ErrorKind.UNAVAILABLE, ErrorKind.MALFORMED_RESPONSE);
            case HTML -> Set.of(ErrorKind.UNAVAILABLE, ErrorKind.MALFORMED_RESPONSE);
            case EMPTY, GARBAGE, WRONG_SHAPE, NESTED, OVERSIZED -> Set.of(ErrorKind.MALFORMED_RESPONSE);
            case STALL, DRIP -> Set.of(ErrorKind.TIMEOUT, ErrorKind.DEADLINE_EXCEEDED, ErrorKind.CANCELLED);
            case FALSE_SUCCESS -> Set.of(ErrorKind.STILL_PRESENT);
        };
    }
}
