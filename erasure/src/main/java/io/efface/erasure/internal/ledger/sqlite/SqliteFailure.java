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

/** Explains failures of SQLite to an operator, in one line: the cause, and what to do. */
public final class SqliteFailure {
    private static final int PRIMARY_CODE = 0xff;

    private static final String FULL =
            "the disk of the ledger is full, or that of temporary files (SQLITE_TMPDIR, else /var/tmp or /tmp); free some"
                    + " space, then repeat the command";

    /** What SQLite's messages say of a table or column that was removed; nothing else of a message is repeated. */
    private static final Pattern MISSING = Pattern.compile(
            "no such table: (?:main\\.)?(?<table>[a-z]{1,10}(?:_[0-9]{1,10})?)(?![\\w-])"
                    + "|no such column: (?:[a-z]{1,10}\\.)?(?<column>[a-z_]{1,20})(?![\\w-])"
                    + "|table (?<in>[a-z]{1,10}(?:_[0-9]{1,10})?) has no column named (?<named>[a-z_]{1,20})(?![\\w-])");

    private SqliteFailure() {}

    /**
     * Returns a failure of SQLite as an error of the ledger.
     *
     * @param usual the reason, unless the ledger lacks a table or a column: that is {@code LEDGER_UNREADABLE}
     * @param what the beginning of the message, to which the cause is added
     */
    public static ErasureException exception(Reason usual, String what, SQLException e) {
        return new ErasureException(reason(usual, e), what + ": " + sentence(e), e);
    }

    /** Returns {@code LEDGER_UNREADABLE} if the ledger lacks a table or a column, else what was given. */
    public static Reason reason(Reason usual, SQLException e) {
        return missing(e).isPresent() ? Reason.LEDGER_UNREADABLE : usual;
    }

    private static Optional<String> missing(SQLException e) {
        Matcher found = MISSING.matcher(String.valueOf(e.getMessage()));
        if (!found.find()) {
            return Optional.empty();
        }
        String place = found.group("table") != null
                ? "the table " + found.group("table")
                : found.group("column") != null
                        ? "the column " + found.group("column") + " of one of its tables"
                        : "the column " + found.group("named") + " of the table " + found.group("in");
        return Optional.of(place + " is missing; restore the ledger from a copy");
    }

    /** Returns the cause of a failure of SQLite and its remedy, without any text of SQL. */
    public static String sentence(SQLException e) {
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & PRIMARY_CODE);
        return switch (code) {
            case SQLITE_FULL -> FULL;
            case SQLITE_READONLY -> FileFailure.READ_ONLY;
            case SQLITE_CANTOPEN ->
                "its file, or a file beside it or in the directory of temporary files, cannot be opened or created; check"
                        + " permissions and free space";
            // SQLite enlarges the file of its shared memory: "the underlying filesystem volume is out of space"
            // (sqlite.org/rescode.html).
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

    /** Returns whether SQLite could not create or enlarge a file beside the database, as on a full disk. */
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
