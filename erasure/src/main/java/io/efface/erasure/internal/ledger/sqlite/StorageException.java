package io.efface.erasure.internal.ledger.sqlite;

import java.sql.SQLException;
import java.util.Objects;

/** SQLite could not read or write. Callers that do not know SQLite pass it on; the ledger's entry points explain it. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StorageException(SQLException cause) {
        super(cause);
    }

    /** Returns SQLite's error. */
    @Override
    public synchronized SQLException getCause() {
        return (SQLException) Objects.requireNonNull(super.getCause());
    }
}
