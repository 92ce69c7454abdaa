package io.efface.async;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import java.util.concurrent.CompletableFuture;

/**
 * A call under way on another thread. Thread-safe.
 *
 * @param <T> what the call returns
 */
public interface FaceCall<T> {
    /**
     * Returns the call's outcome: completed with the result, or exceptionally with the {@link FaceException} (or the
     * {@link NullPointerException} or {@link IllegalArgumentException}) that the blocking call throws. Cancelling this future is
     * the same as {@link #cancel()}; completing it in another way does not reach the call.
     */
    CompletableFuture<T> future();

    /**
     * Ends the call: its HTTP exchange is ended, and the future completes with {@link ErrorKind#CANCELLED} and the effect that
     * the call had by then. A call that has not begun has effect {@link Effect#NONE} and completes at once. Does nothing when
     * the call is over.
     */
    void cancel();
}
