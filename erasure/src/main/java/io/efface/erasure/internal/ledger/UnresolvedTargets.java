package io.efface.erasure.internal.ledger;

import io.efface.ErrorKind;
import io.efface.erasure.TargetState;
import io.efface.erasure.UnresolvedTarget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the targets that were tried and may succeed in another run. */
public final class UnresolvedTargets {
    /** How many of a job's targets a summary lists. */
    static final int MOST = 20;

    private UnresolvedTargets() {}

    /** Returns the first of a job's targets that are so, by line. */
    public static List<UnresolvedTarget> first(Connection view, JobTables job) throws SQLException {
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
}
