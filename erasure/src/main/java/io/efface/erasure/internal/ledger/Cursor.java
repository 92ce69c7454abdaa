package io.efface.erasure.internal.ledger;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads stored values one by one, so that the memory in use does not depend on the number of values. For one thread.
 *
 * @param <T> the type of the values
 */
public interface Cursor<T> extends AutoCloseable {
    /** Returns the next value, or null after the last value. */
    @Nullable T next();

    /** Passes the remaining values to a consumer, then closes the cursor. */
    default void forEach(Consumer<? super T> consumer) {
        try (this) {
            for (T value = next(); value != null; value = next()) {
                consumer.accept(value);
            }
        }
    }

    @Override
    void close();
}
