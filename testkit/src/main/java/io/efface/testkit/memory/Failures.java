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

/** Converts the fault of a request to the error that a provider reports. The error contains only information that the answer contains. */
final class Failures {
    private Failures() {}

    /**
     * Returns the error of an exchange, or empty if the request was answered without an error.
     *
     * @param stall the function that waits for a missing answer and returns the error that ended the wait
     */
    static Optional<FaceExceptionBuilder> of(Operation operation, Exchange<?> exchange, Supplier<ErrorKind> stall) {
        ContractFault fault = exchange.fault();
        if (fault == null || fault == ContractFault.FALSE_SUCCESS) {
            return Optional.empty();
        }
        ErrorKind kind = isSilent(fault) ? stall.get() : kind(fault);
        FaceExceptionBuilder failure = FaceException.of(operation, kind)
                .attempts(1)
                .effect(mayHaveHappened(exchange) ? Effect.UNKNOWN : Effect.NONE)
                .advice(advice(kind))
                .origin(origin(fault, kind))
                .classification(classification(fault, kind))
                .aboutTarget(fault == ContractFault.CONFLICT);
        return Optional.of(isAnswered(fault) ? failure.requestId(exchange.requestId()) : failure);
    }

    /** Returns whether the request may have had an effect; only a rejected request cannot have an effect. */
    static boolean mayHaveHappened(Exchange<?> exchange) {
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

    private static boolean isAnswered(ContractFault fault) {
        return fault.isRejection()
                || fault == ContractFault.UNAVAILABLE_5XX
                || fault == ContractFault.INTERNAL_AFTER_EFFECT
                || fault == ContractFault.UNLISTED_CODE_AFTER_EFFECT;
    }

    private static boolean isSilent(ContractFault fault) {
        return fault == ContractFault.STALL || fault == ContractFault.DRIP;
    }

    private static boolean isUnreadable(ContractFault fault) {
        return fault == ContractFault.EMPTY || fault == ContractFault.GARBAGE || fault == ContractFault.WRONG_SHAPE;
    }

    private static Origin origin(ContractFault fault, ErrorKind kind) {
        if (isAnswered(fault) || isUnreadable(fault)) {
            return Origin.VENDOR;
        }
        return isSilent(fault) && kind != ErrorKind.TIMEOUT ? Origin.LOCAL : Origin.NETWORK;
    }

    private static Classification classification(ContractFault fault, ErrorKind kind) {
        if (isAnswered(fault)) {
            return Classification.CODE;
        }
        if (isUnreadable(fault)) {
            return Classification.SHAPE;
        }
        return origin(fault, kind) == Origin.LOCAL ? Classification.LOCAL : Classification.TRANSPORT;
    }
}
