package io.efface.async;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import java.util.concurrent.CompletableFuture;

/**
 * A call under way on another thread. Thread-safe.
 *
 * @param <T> the type of the result
 */
public interface FaceCall<T> {
    /**
     * Returns the future of the call. The future completes with the result, or exceptionally with the {@link FaceException},
     * {@link NullPointerException} or {@link IllegalArgumentException} that the blocking call throws. If the caller cancels this future,
     * the call ends as with {@link #cancel()}. If the caller completes this future in another way, the call does not end.
     */
    CompletableFuture<T> future();

    /**
     * Ends the call and its HTTP exchange. The future completes with an error of kind {@link ErrorKind#CANCELLED} and the effect of the
     * call until then. If the call has not begun, the future completes at once with effect {@link Effect#NONE}. Does nothing if the call
     * is over.
     */
    void cancel();
}
