package io.efface.erasure;

import io.efface.ErrorKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A target that was tried and may succeed in another run. Immutable and thread-safe.
 *
 * @param line the line of the list
 * @param account the account's name
 * @param state where it stands: {@code UNKNOWN}, {@code PARTIAL}, or {@code FAILED}, which only a retry takes
 * @param kind the error of its last attempt, or empty if the attempt's worker ended first
 * @param code the vendor's code for it, if it gave a readable one
 */
public record UnresolvedTarget(
        long line, String account, TargetState state, Optional<ErrorKind> kind, Optional<String> code) {
    /** How many of a job's targets a summary lists. */
    static final int MOST = 20;

    /** Checks that nothing is missing. */
    public UnresolvedTarget {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
    }

    /** Returns the first of a job's targets that are so, by line. */
    static List<UnresolvedTarget> of(Connection view, JobTables job) throws SQLException {
        List<UnresolvedTarget> found = new ArrayList<>();
        try (PreparedStatement select = view.prepareStatement("SELECT line, (SELECT name FROM " + job.accounts()
                        + " AS a WHERE a.number = r.account) AS account, state, kind, vendor_code FROM " + job.rows()
                        + " AS r WHERE state = " + TargetState.UNKNOWN.code()
                        + " OR (state = " + TargetState.PARTIAL.code() + " AND kind IS NOT NULL)"
                        + " OR (state = " + TargetState.FAILED.code() + " AND coalesce(permanent, 0) = 0)"
                        + " ORDER BY line, id LIMIT " + MOST);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new UnresolvedTarget(
                        row.getLong("line"),
                        row.getString("account"),
                        TargetState.of(row.getInt("state")),
                        Optional.ofNullable(row.getString("kind")).map(ErrorKind::valueOf),
                        Optional.ofNullable(row.getString("vendor_code"))));
            }
        }
        return found;
    }

    /** Returns line, account and error, without ids. */
    @Override
    public String toString() {
        return described(account);
    }

    /**
     * Returns line, account and error, without ids.
     *
     * @param label what stands for the account, such as {@link RunSummary#label}
     */
    public String described(String label) {
        String error = kind.map(ErrorKind::name).orElse(state.name())
                + code.map(text -> " " + text).orElse("");
        return "line " + line + " in " + label + " (" + error + ')';
    }
}
