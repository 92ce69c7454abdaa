package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.keys.FileFailure;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Creates error messages for failures of SQLite. A message is one line with the cause and the remedy. */
public final class SqliteFailure {
    private static final int PRIMARY_CODE = 0xff;

    private static final String FULL =
            "the disk of the ledger is full, or the disk of temporary files is full (SQLITE_TMPDIR, else /var/tmp or /tmp);"
                    + " free some space, then repeat the command";

    /** SQLite's messages about a missing table or column. Only the names in these messages are copied to an error message. */
    private static final Pattern MISSING = Pattern.compile(
            "no such table: (?:main\\.)?(?<table>[a-z]{1,10}(?:_[0-9]{1,10})?)(?![\\w-])"
                    + "|no such column: (?:[a-z]{1,10}\\.)?(?<column>[a-z_]{1,20})(?![\\w-])"
                    + "|table (?<in>[a-z]{1,10}(?:_[0-9]{1,10})?) has no column named (?<named>[a-z_]{1,20})(?![\\w-])");

    private SqliteFailure() {}

    /**
     * Creates an error of the ledger for a failure of SQLite.
     *
     * @param defaultReason the reason of the error. If the ledger lacks a table or a column, the reason is {@code LEDGER_UNREADABLE}
     *     instead
     * @param problem the beginning of the message, which the cause and the remedy follow
     */
    public static ErasureException exception(Reason defaultReason, String problem, SQLException e) {
        return new ErasureException(reason(defaultReason, e), problem + ": " + sentence(e), e);
    }

    /** Returns {@code LEDGER_UNREADABLE} if the ledger lacks a table or a column, otherwise the default. */
    public static Reason reason(Reason defaultReason, SQLException e) {
        return missing(e).isPresent() ? Reason.LEDGER_UNREADABLE : defaultReason;
    }

    private static Optional<String> missing(SQLException e) {
        Matcher matcher = MISSING.matcher(String.valueOf(e.getMessage()));
        if (!matcher.find()) {
            return Optional.empty();
        }
        String place = matcher.group("table") != null
                ? "the table " + matcher.group("table")
                : matcher.group("column") != null
                        ? "the column " + matcher.group("column") + " of one of its tables"
                        : "the column " + matcher.group("named") + " of the table " + matcher.group("in");
        return Optional.of(place + " is missing; restore the ledger from a copy");
    }

    /** Returns the cause of a failure of SQLite and the remedy. The text contains no SQL. */
    public static String sentence(SQLException e) {
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & PRIMARY_CODE);
        return switch (code) {
            case SQLITE_FULL -> FULL;
            case SQLITE_READONLY -> FileFailure.READ_ONLY;
            case SQLITE_CANTOPEN ->
                "its file, or a file beside it or in the directory of temporary files, cannot be opened or created; check"
                        + " permissions and free space";
            // For SQLITE_IOERR_SHMSIZE, sqlite.org/rescode.html names the cause "the underlying filesystem volume is
            // out of space".
            case SQLITE_IOERR ->
                e instanceof SQLiteException exact && exact.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE
                        ? FULL
                        : "the disk reports an input/output error (" + name(e, code)
                                + "); check the disk and its free space";
            case SQLITE_CORRUPT -> "the file is damaged; restore it from a copy";
            case SQLITE_NOTADB -> "the file is not an SQLite database, or its first page is damaged";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "another process has locked the database; repeat the command when that process has ended";
            case SQLITE_PERM, SQLITE_AUTH -> "access to its file is denied; check the permissions";
            case SQLITE_NOMEM -> "memory has run out";
            default -> missing(e).orElseGet(() -> "the database reports " + name(e, code));
        };
    }

    /** Returns whether SQLite failed to create or enlarge a file beside the database. The cause may be a full disk. */
    static boolean mayLackSpace(SQLException e) {
        SQLiteErrorCode code = e instanceof SQLiteException exact
                ? exact.getResultCode()
                : SQLiteErrorCode.getErrorCode(e.getErrorCode());
        return switch (code) {
            case SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_SHMOPEN, SQLITE_IOERR_SHMMAP -> true;
            default -> false;
        };
    }

    private static String name(SQLException e, SQLiteErrorCode code) {
        return e instanceof SQLiteException exact ? exact.getResultCode().name() : code.name();
    }
}
