package io.efface.http;

import io.efface.FaceException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks an account's source of credentials, which is foreign code, on behalf of a {@link RequestSigner}. */
public final class SigningKeys {
    /** Two equal readings are one issue; after so many that are not, the last one is taken. */
    private static final int MOST_READINGS = 4;

    private SigningKeys() {}

    /**
     * Returns the source's credentials.
     *
     * @throws FaceException effect {@code NONE}, 0 attempts: kind, advice and detail of the {@code FaceException} that the source
     *     throws, else {@code CONFIGURATION} with {@code NEVER} for a {@code LinkageError}, else
     *     {@code UNAVAILABLE} with advice {@code BACKOFF} if an {@code IOException} or {@code TimeoutException} is behind
     *     what it throws, else {@code UNAUTHENTICATED} with {@code NEVER}. Origin is {@code LOCAL} with {@code NEVER}, else
     *     {@code NETWORK}, so that layers repeat it. What the source's exception says is not passed on
     */
    public static <C> C current(CallLabel label, Supplier<? extends @Nullable C> source) {
        C credentials;
        try {
            credentials = source.get();
        } catch (RuntimeException | LinkageError e) {
            throw SourceFailure.of(e).on(label);
        }
        if (credentials == null) {
            throw SourceFailure.none().on(label);
        }
        return credentials;
    }

    /**
     * Reads parts that somebody may be replacing, such as three files or three getters: reads all of them until two readings in a
     * row are equal, so that parts of two issues are not mixed.
     *
     * @param reading reads every part anew
     * @return the reading that was equal to the one before, or the fourth if none was
     */
    public static <C> C settled(Supplier<C> reading) {
        C last = reading.get();
        for (int number = 2; number <= MOST_READINGS; number++) {
            C next = reading.get();
            if (Objects.equals(next, last)) {
                return next;
            }
            last = next;
        }
        return last;
    }
}
