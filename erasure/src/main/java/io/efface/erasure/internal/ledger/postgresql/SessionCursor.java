package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.internal.ledger.Cursor;
import org.jspecify.annotations.Nullable;

/** A cursor of a session. After the cursor is closed, an action runs, which for example ends the session's transaction. For one thread. */
final class SessionCursor<T> implements Cursor<T> {
    private final Cursor<T> cursor;
    private final Runnable afterClose;
    private boolean isClosed;

    SessionCursor(Cursor<T> cursor, Runnable afterClose) {
        this.cursor = cursor;
        this.afterClose = afterClose;
    }

    @Override
    public @Nullable T next() {
        return cursor.next();
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            cursor.close();
            afterClose.run();
        }
    }
}
