package io.efface.testkit.memory;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryFaceLibrary.Exchange;
import java.util.Optional;
import java.util.function.Supplier;

/** Converts the fault of a request to the error that a provider reports. The error contains only information that the response contains. */
final class Failures {
    private Failures() {}

    /**
     * Returns the error of an exchange, or empty if the response reports no error.
     *
     * @param waitForResponse the function that waits for a response that never arrives, and returns the kind of the error that ends the
     *     wait
     */
    static Optional<FaceExceptionBuilder> of(
            Operation operation, Exchange<?> exchange, Supplier<ErrorKind> waitForResponse) {
        ContractFault fault = exchange.fault();
        if (fault == null || fault == ContractFault.FALSE_SUCCESS) {
            return Optional.empty();
        }
        ErrorKind kind = hasNoResponse(fault) ? waitForResponse.get() : kind(fault);
        FaceExceptionBuilder failure = FaceException.of(operation, kind)
                .attempts(1)
                .effect(hasUnknownEffect(exchange) ? Effect.UNKNOWN : Effect.NONE)
                .advice(advice(kind))
                .origin(origin(fault, kind))
                .classification(classification(fault, kind))
                .aboutTarget(fault == ContractFault.CONFLICT);
        return Optional.of(hasErrorCode(fault) ? failure.requestId(exchange.requestId()) : failure);
    }

    /**
     * Returns true if it is unknown whether the request had an effect. This is the case for every fault except a rejection by the vendor.
     */
    static boolean hasUnknownEffect(Exchange<?> exchange) {
        ContractFault fault = exchange.fault();
        return fault != null && !fault.isRejection();
    }

    /** Returns the error of a vendor that does not have the account's library. */
    static FaceExceptionBuilder missingLibrary(Operation operation, Exchange<?> exchange) {
        return FaceException.of(operation, ErrorKind.NOT_FOUND)
                .attempts(1)
                .origin(Origin.VENDOR)
                .classification(Classification.CODE)
                .vendorCode("NoSuchLibrary")
                .requestId(exchange.requestId())
                .detail("the vendor does not have the account's library");
    }

    /** Returns the error of a vendor that does not delete the last face of a person. */
    static FaceExceptionBuilder lastFace(Exchange<?> exchange) {
        return FaceException.of(Operation.DELETE_FACES, ErrorKind.FAILED_PRECONDITION)
                .attempts(1)
                .origin(Origin.VENDOR)
                .classification(Classification.CODE)
                .vendorCode("LastFace")
                .aboutTarget(true)
                .requestId(exchange.requestId())
                .detail("the person would be left without a face");
    }

    private static ErrorKind kind(ContractFault fault) {
        return switch (fault) {
            case THROTTLE -> ErrorKind.RATE_LIMITED;
            case AUTH_REJECTED -> ErrorKind.UNAUTHENTICATED;
            case PERMISSION_DENIED -> ErrorKind.PERMISSION_DENIED;
            case ACCOUNT_UNAVAILABLE -> ErrorKind.ACCOUNT_UNAVAILABLE;
            case CONFLICT -> ErrorKind.CONFLICT;
            case INTERNAL_AFTER_EFFECT -> ErrorKind.INTERNAL;
            case UNLISTED_CODE_AFTER_EFFECT -> ErrorKind.UNKNOWN;
            case UNAVAILABLE_5XX, DROP_BEFORE_EFFECT, DROP_AFTER_EFFECT -> ErrorKind.UNAVAILABLE;
            case TRUNCATED, HTML, EMPTY, GARBAGE, WRONG_SHAPE, NESTED, OVERSIZED, STALL, DRIP, FALSE_SUCCESS ->
                ErrorKind.MALFORMED_RESPONSE;
        };
    }

    private static RetryAdvice advice(ErrorKind kind) {
        return switch (kind) {
            case RATE_LIMITED, CONFLICT, INTERNAL, UNAVAILABLE, TIMEOUT -> RetryAdvice.BACKOFF;
            default -> RetryAdvice.NEVER;
        };
    }

    /** Returns whether the vendor responds with an error code. */
    private static boolean hasErrorCode(ContractFault fault) {
        return fault.isRejection()
                || fault == ContractFault.UNAVAILABLE_5XX
                || fault == ContractFault.INTERNAL_AFTER_EFFECT
                || fault == ContractFault.UNLISTED_CODE_AFTER_EFFECT;
    }

    /** Returns whether no response arrives. In this library, a slow response is the same as no response. */
    private static boolean hasNoResponse(ContractFault fault) {
        return fault == ContractFault.STALL || fault == ContractFault.DRIP;
    }

    /**
     * Returns whether a response arrives whose body is not the documented JSON. {@link InMemoryFaceLibrary#shows} excludes the other faults
     * of this kind.
     */
    private static boolean hasMalformedBody(ContractFault fault) {
        return fault == ContractFault.EMPTY || fault == ContractFault.GARBAGE || fault == ContractFault.WRONG_SHAPE;
    }

    private static Origin origin(ContractFault fault, ErrorKind kind) {
        if (hasErrorCode(fault) || hasMalformedBody(fault)) {
            return Origin.VENDOR;
        }
        return hasNoResponse(fault) && kind != ErrorKind.TIMEOUT ? Origin.LOCAL : Origin.NETWORK;
    }

    private static Classification classification(ContractFault fault, ErrorKind kind) {
        if (hasErrorCode(fault)) {
            return Classification.CODE;
        }
        if (hasMalformedBody(fault)) {
            return Classification.SHAPE;
        }
        return origin(fault, kind) == Origin.LOCAL ? Classification.LOCAL : Classification.TRANSPORT;
    }
}
