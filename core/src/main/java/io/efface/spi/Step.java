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
 * What one request of an operation led to: its result, or the next request. A failure is a {@link io.efface.FaceException}. Immutable
 * and thread-safe if the functions given are.
 *
 * @param <T> the operation's result
 */
public sealed interface Step<T extends CallResult<T>> {
    /** Returns the last step of an operation. */
    static <T extends CallResult<T>> Step<T> done(T result) {
        return new Done<>(result);
    }

    /**
     * Returns a step that another request has to follow.
     *
     * @param operation what the next request counts as, for quota and observation
     * @param trace the request that was answered, with its request id; attempts and ids are added up over all steps
     * @param next sends the next request, at most one; a repeat after a failure calls it again
     */
    static <T extends CallResult<T>> More<T> more(
            Operation operation, CallTrace trace, Function<CallContext, Step<T>> next) {
        return new More<>(operation, trace, Effect.NONE, Set.of(), next);
    }

    /** Returns this step with the operation's result changed, now or when a later step returns it. */
    Step<T> map(UnaryOperator<T> change);

    /**
     * The operation is complete.
     *
     * @param result what it returned
     */
    record Done<T extends CallResult<T>>(T result) implements Step<T> {
        /**
         * Checks the result.
         *
         * @throws NullPointerException if it is null
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
     * The operation needs another request. The layers send it with its own repeats, its own place in the quota, and after the hook that
     * records intents, unless the call ends before.
     *
     * @param operation what the next request counts as
     * @param trace how the requests so far went, as far as no earlier step reported them
     * @param effect what the requests so far did: {@link Effect#NONE} if they only read or only detached faces,
     *     {@link Effect#PARTIAL} if they deleted something; a failure of a later step has at least this effect
     * @param detaching faces that the next request makes unfindable: after it, no read of the person lists them, and they still exist
     * @param next sends the next request
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

        /** Returns this step with the effect of the requests so far. */
        public More<T> withEffect(Effect soFar) {
            return new More<>(operation, trace, soFar, detaching, next);
        }

        /**
         * Returns this step with the faces that the next request makes unfindable. They are recorded before it is sent, and an
         * interrupted deletion gets them back in {@link CallContext#detachedFaces()}.
         */
        public More<T> detaching(Set<FaceId> faces) {
            return new More<>(operation, trace, effect, faces, next);
        }

        /** Returns this step with another trace. */
        public More<T> withTrace(CallTrace other) {
            return new More<>(operation, other, effect, detaching, next);
        }

        /** Returns this step with another way to send the next request. */
        public More<T> withNext(Function<CallContext, Step<T>> other) {
            return new More<>(operation, trace, effect, detaching, other);
        }

        @Override
        public Step<T> map(UnaryOperator<T> change) {
            return withNext(call -> next.apply(call).map(change));
        }
    }
}
