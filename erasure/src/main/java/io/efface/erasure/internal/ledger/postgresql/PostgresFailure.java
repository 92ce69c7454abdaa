package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates error messages for failures of PostgreSQL. A message contains the SQLSTATE and the remedy, but not the text of the server,
 * because that text may contain values of a statement. The codes are from appendix A of PostgreSQL's documentation.
 */
final class PostgresFailure {
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    /** Another process has just added a row of the same key. When the change is applied again, it finds that row. */
    private static final String UNIQUE_VIOLATION = "23505";

    private PostgresFailure() {}

    /**
     * Creates an error of the ledger for a failure of PostgreSQL.
     *
     * @param problem the beginning of the message, which the cause and the remedy follow
     */
    static ErasureException exception(Reason reason, String problem, SQLException e) {
        return exception(reason, problem, e, "");
    }

    /**
     * Creates an error of the ledger for a failure of PostgreSQL.
     *
     * @param end the end of the message
     */
    static ErasureException exception(Reason reason, String problem, SQLException e, String end) {
        return new ErasureException(reason, problem + ": " + sentence(e) + end, withoutText(e));
    }

    /** Returns an exception with the stack trace and the code of a failure, but without the text of the server. */
    static SQLException withoutText(SQLException e) {
        SQLException copy = new SQLException("SQLSTATE " + state(e), e.getSQLState());
        copy.setStackTrace(e.getStackTrace());
        return copy;
    }

    /**
     * Returns whether the server has rolled back a transaction because of another transaction. The caller can then repeat the transaction.
     */
    static boolean isConflict(SQLException e) {
        return Set.of(SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION).contains(state(e));
    }

    /** Returns whether the connection is lost, so that the result of a commit is unknown. */
    static boolean isConnectionLost(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03") || state.equals("57014");
    }

    private static String state(SQLException e) {
        @Nullable String state = e.getSQLState();
        return state == null ? "unknown" : state;
    }

    /** Returns the cause of a failure and the remedy. */
    static String sentence(SQLException e) {
        String state = state(e);
        return switch (state) {
            case "53100" -> "the disk of the server is full; free some space, then repeat the command";
            case "53200" -> "the memory of the server has run out";
            case "53300" -> "the server has no free connection; raise max_connections, or use fewer processes";
            case "55P03" ->
                "another process has locked the job for too long; repeat the command when that process has ended";
            case "25006" -> "the server is read-only, for example a standby; name the primary server";
            case "3D000" -> "the database does not exist; create it first";
            case "3F000", "42P01", "42703" ->
                "a table or a column of the ledger is missing; restore the database from a copy";
            case "42501" -> "the user lacks a privilege (see docs/postgresql.md)";
            case "28P01", "28000" ->
                "the server rejects the user or the password; check the credentials and pg_hba.conf";
            case "57014", "25P03" -> "the server cancelled a statement that took too long";
            case SERIALIZATION_FAILURE, DEADLOCK ->
                "transactions of other processes conflicted repeatedly with this transaction";
            case "XX001", "XX002" -> "the database is damaged (SQLSTATE " + state + "); restore it from a copy";
            default ->
                isConnectionLost(e)
                        ? "the connection to the server failed or was lost; check the server and the network, then repeat the command"
                        : "the server reports SQLSTATE " + state;
        };
    }
}
