package io.efface.async;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.Operation;
import io.efface.RetryAdvice;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A call on an executor. The call has its own cancellation, which the caller's cancellation triggers. */
final class ExecutedCall<T> implements FaceCall<T> {
    private final Operation operation;
    private final CallOptions options;
    private final Function<CallOptions, T> work;
    private final Cancellation ownCancellation = new Cancellation();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<T> future = new CancellingFuture();

    ExecutedCall(Operation operation, CallOptions options, Function<CallOptions, T> work) {
        this.operation = operation;
        this.options = options;
        this.work = work;
    }

    void startOn(Executor executor) {
        Cancellation.Registration registration = options.cancellation()
                .map(cancellation -> cancellation.onCancel(this::cancel))
                .orElse(() -> {});
        CompletableFuture<T> unused = future.whenComplete((result, error) -> registration.close());
        try {
            executor.execute(this::run);
        } catch (RuntimeException e) {
            // The exception is usually a RejectedExecutionException. If the executor has started the task in spite of
            // the exception, the outcome of the task counts.
            if (begun.compareAndSet(false, true)) {
                future.completeExceptionally(localError(ErrorKind.UNAVAILABLE, "the executor rejected the call")
                        .advice(RetryAdvice.BACKOFF)
                        .build());
            }
        }
    }

    private void run() {
        // The caller's cancellation cancels several calls one after the other, and perhaps has not reached this call
        // yet.
        if (options.cancellation()
                .filter(cancellation -> cancellation.isCancelled())
                .isPresent()) {
            cancel();
        }
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            future.complete(work.apply(options.withCancellation(ownCancellation)));
        } catch (RuntimeException | LinkageError e) {
            future.completeExceptionally(e);
        } finally {
            // An Error that is not a LinkageError is thrown to the executor. Even then the future must complete,
            // because threads may be waiting for the future.
            future.completeExceptionally(new IllegalStateException("the call ended with an Error"));
        }
    }

    @Override
    public CompletableFuture<T> future() {
        return future;
    }

    @Override
    public void cancel() {
        if (begun.compareAndSet(false, true)) {
            future.completeExceptionally(localError(ErrorKind.CANCELLED, "the call was cancelled before it began")
                    .build());
        } else {
            ownCancellation.cancel();
        }
    }

    private FaceExceptionBuilder localError(ErrorKind kind, String detail) {
        return FaceException.of(operation, kind).detail(detail);
    }

    /** A future whose {@code cancel} cancels the call, so that the future completes with the effect of the call. */
    private final class CancellingFuture extends CompletableFuture<T> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            ExecutedCall.this.cancel();
            return false;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
