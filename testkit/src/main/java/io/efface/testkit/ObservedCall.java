package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import io.efface.FaceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one call.
 *
 * @param result the result of the call, or null if the call threw an exception
 * @param error the exception of the call, or null
 * @param requests the number of requests that reached the vendor during the call
 * @param interrupted whether the interrupt flag of the calling thread was set after the call
 * @param began the begin of the call, by the harness's clock
 * @param took the duration of the call in real time
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
            result = Objects.requireNonNull(call.get(), "a repository must not return null");
        } catch (RuntimeException e) {
            error = e;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - nanos);
        boolean interrupted = Thread.currentThread().isInterrupted();
        return new ObservedCall<>(result, error, harness.requests() - requestsBefore, interrupted, began, took);
    }

    /** Returns these observations with another result. */
    <R> ObservedCall<R> map(Function<T, R> function) {
        return new ObservedCall<>(
                result == null ? null : function.apply(result), error, requests, interrupted, began, took);
    }

    boolean failed() {
        return error != null;
    }

    T success() {
        if (result == null) {
            return fail("the call must return a result, but it threw " + textOf(error), error);
        }
        return result;
    }

    FaceException failure() {
        if (error == null) {
            return fail("the call must throw a FaceException, but it returned " + result);
        }
        return error instanceof FaceException failure
                ? failure
                : fail("the call must throw a FaceException, but it threw " + textOf(error), error);
    }

    /**
     * Returns the message of a {@code FaceException}, which contains no text of the vendor. For any other exception, returns only the type.
     */
    private static String textOf(@Nullable RuntimeException error) {
        return error == null || error instanceof FaceException
                ? String.valueOf(error)
                : error.getClass().getName();
    }
}
