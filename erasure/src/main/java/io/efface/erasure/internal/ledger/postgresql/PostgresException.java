package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.LedgerFailure;
import java.sql.SQLException;
import java.util.Objects;

/** Thrown if PostgreSQL cannot read or write. */
final class PostgresException extends LedgerFailure {
    private static final long serialVersionUID = 1;

    PostgresException(SQLException cause) {
        super(cause);
    }

    /** Returns the driver's error. */
    @Override
    public synchronized SQLException getCause() {
        return (SQLException) Objects.requireNonNull(super.getCause());
    }

    @Override
    public ErasureException ofReading() {
        return PostgresFailure.exception(Reason.LEDGER_FAILED, "the ledger cannot be read", getCause());
    }
}
