package io.efface.policy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.spi.layers.LayerCall;
import java.time.Clock;
import java.util.Optional;

/** Checks whether a call may still send requests. A call must not send a request after its deadline, its cancellation or an interrupt. */
final class CallGuard {
    private final Clock clock;

    CallGuard(Clock clock) {
        this.clock = clock;
    }

    /** Returns an exception with effect {@code NONE} if the call must not send requests, else empty. The interrupt flag does not change. */
    Optional<FaceException> rejection(Operation operation, LayerCall call) {
        if (call.cancellation().filter(handle -> handle.isCancelled()).isPresent()) {
            return rejection(operation, ErrorKind.CANCELLED, "cancelled before the request was sent");
        }
        if (Thread.currentThread().isInterrupted()) {
            return rejection(operation, ErrorKind.CANCELLED, "interrupted before the request was sent");
        }
        if (call.deadline().filter(at -> !clock.instant().isBefore(at)).isPresent()) {
            return rejection(operation, ErrorKind.DEADLINE_EXCEEDED, "the deadline passed before the request was sent");
        }
        return Optional.empty();
    }

    /**
     * Returns normally if the call may still send requests.
     *
     * @throws FaceException with effect {@code NONE} if the call must not send requests
     */
    void check(Operation operation, LayerCall call) {
        rejection(operation, call).ifPresent(rejection -> {
            throw rejection;
        });
    }

    private static Optional<FaceException> rejection(Operation operation, ErrorKind kind, String detail) {
        return Optional.of(FaceException.of(operation, kind).detail(detail).build());
    }
}
