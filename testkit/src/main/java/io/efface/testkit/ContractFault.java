package io.efface.testkit;

import io.efface.ErrorKind;
import java.util.Set;

/**
 * How the vendor misbehaves for one request. A harness shows a fault on the next request that reaches the vendor, whichever
 * operation that is, and none afterwards.
 *
 * <p>For each fault it is laid down whether the deletion takes place all the same, so that a wrong claim can be distinguished from a right
 * one by looking at what the vendor holds afterwards.
 */
public enum ContractFault {
    /** The vendor refuses: too many requests. Nothing is deleted. */
    THROTTLE,
    /** The vendor refuses the key, signature or token. Nothing is deleted. */
    AUTH_REJECTED,
    /** The vendor knows the key and forbids the operation. Nothing is deleted. */
    PERMISSION_DENIED,
    /** The vendor refuses because of arrears, or because the service is not activated. Nothing is deleted. */
    ACCOUNT_UNAVAILABLE,
    /** The vendor refuses because another operation on the same person is under way. Nothing is deleted. */
    CONFLICT,
    /** The vendor or its gateway answers that it does not work now (HTTP 5xx, or the vendor's code for it). Nothing is deleted. */
    UNAVAILABLE_5XX,
    /** The vendor reports a fault of its own after it deleted. */
    INTERNAL_AFTER_EFFECT,
    /** The vendor gives a code that no page lists, after it deleted. */
    UNLISTED_CODE_AFTER_EFFECT,
    /** The connection ends without an answer, and nothing was deleted. */
    DROP_BEFORE_EFFECT,
    /** The connection ends without an answer after the deletion. */
    DROP_AFTER_EFFECT,
    /** The connection ends in the middle of the answer, after the deletion. */
    TRUNCATED,
    /** HTTP 502 with a page of HTML, after the deletion. */
    HTML,
    /** HTTP 200 with an empty body, after the deletion. */
    EMPTY,
    /** HTTP 200 with a body that is not the vendor's JSON, after the deletion. */
    GARBAGE,
    /** HTTP 200 with JSON of a wrong shape, after the deletion. */
    WRONG_SHAPE,
    /** HTTP 200 with JSON nested many thousand levels deep, after the deletion. */
    NESTED,
    /** HTTP 200 with more bytes than any answer of the vendor has (megabytes), after the deletion. */
    OVERSIZED,
    /** No answer, ever, after the deletion. Only for calls that are ended from outside. */
    STALL,
    /** The right answer, after the deletion, so slowly that it takes minutes. Only for calls that are ended from outside. */
    DRIP,
    /** The answer of a success while everything is kept. */
    LIE;

    /** Returns whether the deletion takes place at the vendor in spite of the fault. */
    public boolean deletes() {
        return switch (this) {
            case THROTTLE,
                    AUTH_REJECTED,
                    PERMISSION_DENIED,
                    ACCOUNT_UNAVAILABLE,
                    CONFLICT,
                    UNAVAILABLE_5XX,
                    DROP_BEFORE_EFFECT,
                    LIE -> false;
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

    /** Returns whether this is a documented refusal, after which a provider must know that nothing was deleted. */
    public boolean isRefusal() {
        return switch (this) {
            case THROTTLE, AUTH_REJECTED, PERMISSION_DENIED, ACCOUNT_UNAVAILABLE, CONFLICT -> true;
            default -> false;
        };
    }

    /** Returns whether a call that meets this fault fails by itself within the account's timeouts. */
    public boolean failsByItself() {
        return this != STALL && this != DRIP && this != LIE;
    }

    /** Returns the kinds that a failed call may have; never empty for a fault that {@linkplain #failsByItself() fails by itself}. */
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
            case LIE -> Set.of(ErrorKind.STILL_PRESENT);
        };
    }
}
