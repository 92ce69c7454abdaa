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

/** A call on an executor, ended through a cancellation of its own that also follows the caller's. */
final class ExecutedCall<T> implements FaceCall<T> {
    private final Operation operation;
    private final CallOptions options;
    private final Function<CallOptions, T> work;
    private final Cancellation own = new Cancellation();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<T> future = new CancellingFuture();

    ExecutedCall(Operation operation, CallOptions options, Function<CallOptions, T> work) {
        this.operation = operation;
        this.options = options;
        this.work = work;
    }

    void startOn(Executor executor) {
        Cancellation.Registration follow = options.cancellation()
                .map(callers -> callers.onCancel(this::cancel))
                .orElse(() -> {});
        CompletableFuture<T> unused = future.whenComplete((result, error) -> follow.close());
        try {
            executor.execute(this::run);
        } catch (RuntimeException e) {
            // Usually a RejectedExecutionException. The outcome of what has begun all the same stands.
            if (begun.compareAndSet(false, true)) {
                future.completeExceptionally(local(ErrorKind.UNAVAILABLE, "the executor took no more work")
                        .advice(RetryAdvice.BACKOFF)
                        .build());
            }
        }
    }

    private void run() {
        // The caller's cancellation reaches calls one after the other; its turn for this one may not have come.
        if (options.cancellation().filter(callers -> callers.isCancelled()).isPresent()) {
            cancel();
        }
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            future.complete(work.apply(options.withCancellation(own)));
        } catch (RuntimeException | LinkageError e) {
            future.completeExceptionally(e);
        } finally {
            // Any other Error reaches the executor. The future must end all the same, or its waiters would wait for
            // ever.
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
            future.completeExceptionally(
                    local(ErrorKind.CANCELLED, "cancelled before it began").build());
        } else {
            own.cancel();
        }
    }

    private FaceExceptionBuilder local(ErrorKind kind, String detail) {
        return FaceException.of(operation, kind).detail(detail);
    }

    /** Turns a plain {@code cancel} into the call's own, so that the caller learns the effect. */
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
