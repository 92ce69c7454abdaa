package io.efface.async;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import java.util.concurrent.CompletableFuture;

/**
 * A call that an executor runs or will run. Thread-safe.
 *
 * @param <T> the type of the result
 */
public interface FaceCall<T> {
    /**
     * Returns the future of the call. The future completes with the result, or exceptionally with the {@link FaceException},
     * {@link NullPointerException} or {@link IllegalArgumentException} that the blocking call throws. If the caller cancels the future, the
     * call ends as with {@link #cancel()}. If the caller completes the future in another way, the call continues.
     */
    CompletableFuture<T> future();

    /**
     * Ends the call and its HTTP exchange. The future completes with an error of kind {@link ErrorKind#CANCELLED}. The effect of this error
     * covers the requests that were sent. If the call has not begun, the future completes at once with effect {@link Effect#NONE}. This
     * method does nothing if the call has ended.
     */
    void cancel();
}
