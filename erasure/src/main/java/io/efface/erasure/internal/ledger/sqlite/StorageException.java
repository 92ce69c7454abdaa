package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.LedgerFailure;
import java.sql.SQLException;
import java.util.Objects;

/** Thrown if SQLite cannot read or write. */
public final class StorageException extends LedgerFailure {
    private static final long serialVersionUID = 1;

    public StorageException(SQLException cause) {
        super(cause);
    }

    /** Returns SQLite's error. */
    @Override
    public synchronized SQLException getCause() {
        return (SQLException) Objects.requireNonNull(super.getCause());
    }

    @Override
    public ErasureException ofReading() {
        return SqliteFailure.exception(Reason.LEDGER_FAILED, "the ledger cannot be read", getCause());
    }
}
