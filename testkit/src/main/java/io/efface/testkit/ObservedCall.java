package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import io.efface.FaceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call and all that could be seen of it.
 *
 * @param result what it returned, or null if it threw
 * @param error what it threw, or null
 * @param requests how many requests reached the vendor meanwhile
 * @param interrupted whether the calling thread was interrupted afterwards
 * @param began by the harness's clock
 * @param took real time
 */
record ObservedCall<T>(
        @Nullable T result,
        @Nullable RuntimeException error,
        int requests,
        boolean interrupted,
        Instant began,
        Duration took) {
    static <T> ObservedCall<T> call(ContractHarness harness, Supplier<T> call) {
        int requestsBefore = harness.requests();
        Instant began = harness.clock().instant();
        long nanos = System.nanoTime();
        T result = null;
        RuntimeException error = null;
        try {
            result = Objects.requireNonNull(call.get(), "a repository never returns null");
        } catch (RuntimeException e) {
            error = e;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - nanos);
        boolean interrupted = Thread.currentThread().isInterrupted();
        return new ObservedCall<>(result, error, harness.requests() - requestsBefore, interrupted, began, took);
    }

    boolean failed() {
        return error != null;
    }

    T success() {
        if (result == null) {
            return fail("the call must return a result, but it threw", error);
        }
        return result;
    }

    FaceException failure() {
        if (error == null) {
            return fail("the call must throw a FaceException, but it returned " + result);
        }
        return assertInstanceOf(FaceException.class, error, "the call must throw nothing but a FaceException");
    }
}
