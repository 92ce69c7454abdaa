package io.efface.testkit.memory;

import io.efface.Cancellation;
import io.efface.ErrorKind;
import io.efface.spi.CallContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends calls early because of {@code close}, a cancellation, an interrupt, a deadline or the call timeout. Thread-safe. */
final class Waiting {
    private final Clock clock;
    private final Duration callTimeout;
    private final Map<Object, CompletableFuture<ErrorKind>> underWay = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Waiting(Clock clock, Duration callTimeout) {
        this.clock = clock;
        this.callTimeout = callTimeout;
    }

    /** Returns the kind of the error if a call must not begin, or empty. The interrupt flag does not change. */
    Optional<ErrorKind> rejection(CallContext context) {
        if (closed) {
            return Optional.of(ErrorKind.UNAVAILABLE);
        }
        if (Thread.currentThread().isInterrupted()
                || context.cancellation().map(Cancellation::isCancelled).orElse(false)) {
            return Optional.of(ErrorKind.CANCELLED);
        }
        return context.deadline()
                .filter(deadline -> !clock.instant().isBefore(deadline))
                .map(deadline -> ErrorKind.DEADLINE_EXCEEDED);
    }

    /** Waits for a response that never arrives. Returns the kind of the error that ends the wait. */
    ErrorKind awaitEnd(CallContext context) {
        CompletableFuture<ErrorKind> ended = new CompletableFuture<>();
        Object call = new Object();
        underWay.put(call, ended);
        Cancellation.Registration registration = context.cancellation()
                .map(cancellation -> cancellation.onCancel(() -> ended.complete(ErrorKind.CANCELLED)))
                .orElse(() -> {});
        try {
            if (closed) {
                ended.complete(ErrorKind.UNAVAILABLE);
            }
            Duration left = context.deadline()
                    .map(deadline -> Duration.between(clock.instant(), deadline))
                    .orElse(callTimeout);
            return awaitEnd(ended, left);
        } finally {
            registration.close();
            underWay.remove(call);
        }
    }

    void close() {
        closed = true;
        underWay.values().forEach(ended -> ended.complete(ErrorKind.UNAVAILABLE));
    }

    private ErrorKind awaitEnd(CompletableFuture<ErrorKind> ended, Duration left) {
        boolean deadlineFirst = left.compareTo(callTimeout) < 0;
        try {
            return ended.get(Math.max(0, (deadlineFirst ? left : callTimeout).toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return deadlineFirst ? ErrorKind.DEADLINE_EXCEEDED : ErrorKind.TIMEOUT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ErrorKind.CANCELLED;
        } catch (ExecutionException e) {
            throw new IllegalStateException("this future is never completed exceptionally", e);
        }
    }
}
