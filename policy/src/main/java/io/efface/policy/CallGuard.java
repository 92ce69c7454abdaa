package io.efface.policy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.spi.layers.LayerCall;
import java.time.Clock;
import java.util.Optional;

/** Whether a call may still send: its deadline has not come, and it is neither cancelled nor interrupted. */
final class CallGuard {
    private final Clock clock;

    CallGuard(Clock clock) {
        this.clock = clock;
    }

    /** Returns why the call may send no more, with effect {@code NONE}; empty if it may. The interrupt flag stays as it is. */
    Optional<FaceException> refusal(Operation operation, LayerCall call) {
        if (call.cancellation().filter(handle -> handle.isCancelled()).isPresent()) {
            return refusal(operation, ErrorKind.CANCELLED, "cancelled before it was sent");
        }
        if (Thread.currentThread().isInterrupted()) {
            return refusal(operation, ErrorKind.CANCELLED, "interrupted before it was sent");
        }
        if (call.deadline().filter(at -> !clock.instant().isBefore(at)).isPresent()) {
            return refusal(operation, ErrorKind.DEADLINE_EXCEEDED, "the deadline came before it was sent");
        }
        return Optional.empty();
    }

    /**
     * Returns if the call may still send.
     *
     * @throws FaceException with effect {@code NONE} if not
     */
    void check(Operation operation, LayerCall call) {
        refusal(operation, call).ifPresent(refusal -> {
            throw refusal;
        });
    }

    private static Optional<FaceException> refusal(Operation operation, ErrorKind kind, String detail) {
        return Optional.of(FaceException.of(operation, kind).detail(detail).build());
    }
}
