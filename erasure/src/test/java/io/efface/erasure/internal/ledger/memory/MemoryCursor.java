package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.internal.ledger.Cursor;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads values that were collected when the cursor was opened. */
final class MemoryCursor<T> implements Cursor<T> {
    private final Iterator<T> values;

    private MemoryCursor(List<T> values) {
        this.values = values.iterator();
    }

    static <T> Cursor<T> of(Stream<T> values) {
        return new MemoryCursor<>(values.toList());
    }

    @Override
    public @Nullable T next() {
        return values.hasNext() ? values.next() : null;
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
