package io.efface.erasure.internal.ledger.postgresql;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A gate that makes the statements that write fail with an SQLSTATE. */
public final class FailingWrites implements SteppedDataSource.Gate {
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable String state;

    /** Makes statements that write fail from now on, or lets them succeed again if the value is null. */
    public void fail(@Nullable String sqlState) {
        state = sqlState;
    }

    /** Returns the number of statements that failed. */
    public int failures() {
        return failures.get();
    }

    @Override
    public void pass(int process, String sql) throws SQLException {
        String failing = state;
        if (failing != null && sql.stripLeading().matches("(?is)(insert|update|delete).*")) {
            failures.incrementAndGet();
            throw new SQLException("a text of the server", failing);
        }
    }
}
