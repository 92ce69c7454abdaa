package io.efface.erasure.internal.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Reads stored values one by one, so that memory does not grow with their number. For one thread.
 *
 * @param <T> what is read
 */
public interface Cursor<T> extends AutoCloseable {
    /** Returns the next value, or null after the last. */
    @Nullable T next();

    @Override
    void close();
}
