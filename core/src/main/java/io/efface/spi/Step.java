package io.efface.spi;

import io.efface.CallResult;
import io.efface.CallTrace;
import io.efface.Effect;
import io.efface.FaceId;
import io.efface.Operation;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What follows after one successful request of an operation: the operation has a result, or it needs another request. A failed request
 * throws {@link io.efface.FaceException} instead. Immutable; thread-safe if the given functions are thread-safe.
 *
 * @param <T> the type of the operation's result
 */
public sealed interface Step<T extends CallResult<T>> {
    /** Returns the last step of an operation, with the result. */
    static <T extends CallResult<T>> Step<T> done(T result) {
        return new Done<>(result);
    }

    /**
     * Returns a step that needs another request.
     *
     * @param operation the operation under which quotas and interceptors count the next request
     * @param trace the trace of the request that this step follows; the layers combine the traces of all steps
     * @param next the function that sends the next request. Each call of the function sends at most one request; a further call repeats a
     *     failed request
     */
    static <T extends CallResult<T>> More<T> more(
            Operation operation, CallTrace trace, Function<CallContext, Step<T>> next) {
        return new More<>(operation, trace, Effect.NONE, Set.of(), next);
    }

    /**
     * Returns this step with a function that changes the operation's result. The function is applied to the result of the last step, which
     * may be this step.
     */
    Step<T> map(UnaryOperator<T> change);

    /**
     * The operation is complete.
     *
     * @param result the result of the operation
     */
    record Done<T extends CallResult<T>>(T result) implements Step<T> {
        /**
         * Checks the result.
         *
         * @throws NullPointerException if {@code result} is null
         */
        public Done {
            Objects.requireNonNull(result, "result");
        }

        @Override
        public Step<T> map(UnaryOperator<T> change) {
            return new Done<>(change.apply(result));
        }
    }

    /**
     * The operation needs another request. The layers process this request like the first request: they make the request wait for quota,
     * run {@link io.efface.spi.layers.BeforeRequest}, and repeat the request if it fails. The provider checks before each request whether
     * the call was cancelled or its deadline has passed.
     *
     * @param operation the operation under which quotas and interceptors count the next request
     * @param trace the trace of the requests that no earlier step has reported
     * @param effect the effect of the requests until now: {@link Effect#NONE} if these requests only read or detached faces,
     *     {@link Effect#PARTIAL} if they deleted something. If a later request fails, the error has at least this effect
     * @param detaching the faces that the next request detaches from the person. After this request, the faces still exist, and the vendor
     *     no longer lists them for the person
     * @param next the function that sends the next request
     */
    record More<T extends CallResult<T>>(
            Operation operation,
            CallTrace trace,
            Effect effect,
            Set<FaceId> detaching,
            Function<CallContext, Step<T>> next)
            implements Step<T> {
        /**
         * Copies the set.
         *
         * @throws NullPointerException if an argument is null
         */
        public More {
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(trace, "trace");
            Objects.requireNonNull(effect, "effect");
            detaching = Collections.unmodifiableSet(new LinkedHashSet<>(detaching));
            Objects.requireNonNull(next, "next");
        }

        /** Returns this step with another effect of the requests until now. */
        public More<T> withEffect(Effect soFar) {
            return new More<>(operation, trace, soFar, detaching, next);
        }

        /**
         * Returns this step with the faces that the next request detaches from the person. The faces are recorded before the request is
         * sent. The next attempt of an interrupted deletion gets these faces in {@link CallContext#detachedFaces()}.
         */
        public More<T> detaching(Set<FaceId> faces) {
            return new More<>(operation, trace, effect, faces, next);
        }

        /** Returns this step with another trace. */
        public More<T> withTrace(CallTrace other) {
            return new More<>(operation, other, effect, detaching, next);
        }

        /** Returns this step with another function that sends the next request. */
        public More<T> withNext(Function<CallContext, Step<T>> other) {
            return new More<>(operation, trace, effect, detaching, other);
        }

        @Override
        public Step<T> map(UnaryOperator<T> change) {
            return withNext(call -> next.apply(call).map(change));
        }
    }
}
