package io.efface.erasure.internal.ledger.jdbc;

import io.efface.erasure.internal.ledger.LedgerFailure;
import java.sql.SQLException;

/** Creates the exceptions for failures of one kind of database. */
@FunctionalInterface
public interface Failures {
    LedgerFailure of(SQLException e);
}
