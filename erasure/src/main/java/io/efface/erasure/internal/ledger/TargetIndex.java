package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.TargetState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the indexes by which a run and a verification take targets and their faces: what is not in them would be left out without a
 * word. For one use.
 */
public final class TargetIndex {
    private final Connection view;
    private final Job job;
    private final String rows;

    public TargetIndex(Connection view, Job job) {
        this.view = view;
        this.job = job;
        this.rows = job.tables().rows();
    }

    /**
     * Checks the index of targets by itself, which is fast: it has as many entries as there are rows, each planned target belongs to an
     * account of the job, and no target is lost since the plan.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if not, with the place of the damage
     */
    public void requireWhole(Collection<JobAccount> accounts) throws SQLException {
        Set<Integer> known = accounts.stream().map(JobAccount::number).collect(Collectors.toSet());
        long entries = 0;
        long targets = 0;
        long planned = 0;
        boolean foreign = false;
        try (PreparedStatement select = view.prepareStatement(
                        "SELECT account, state, count(*) FROM " + rows + " GROUP BY account, state");
                ResultSet group = select.executeQuery()) {
            while (group.next()) {
                int code = group.getInt(2);
                boolean isState =
                        group.getObject(2) instanceof Integer && code >= 0 && code < TargetState.values().length;
                boolean isPlanned = isState && TargetState.of(code).isPlanned();
                boolean isTarget = isPlanned || code == TargetState.HELD.code();
                entries += group.getLong(3);
                targets += isTarget ? group.getLong(3) : 0;
                planned += isPlanned ? group.getLong(3) : 0;
                foreign |= !isState
                        || (isTarget && !(group.getObject(1) instanceof Integer account && known.contains(account)));
            }
        }
        if (foreign) {
            throw foreign(known);
        }
        requireEntries(entries);
        long expected =
                TargetNumber.of(new Transaction(view), job.number(), planned).planned();
        if (targets < expected) {
            throw damaged("the job had " + expected
                    + " targets when it was planned or a hold was removed last, and the table " + rows + " has "
                    + targets);
        }
    }

    private void requireEntries(long entries) throws SQLException {
        long last = number("SELECT coalesce(max(id), 0) FROM " + rows);
        if (entries != last) {
            long there = number("SELECT count(*) FROM " + rows + " NOT INDEXED");
            throw there == last
                    ? indexDamaged()
                    : damaged("the table " + rows + " has " + there + " rows, and the last one is number " + last);
        }
    }

    /** Explains a group of targets that no run would take. */
    private ErasureException foreign(Set<Integer> accounts) throws SQLException {
        String numbers = accounts.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String isState = "state BETWEEN 0 AND " + (TargetState.values().length - 1);
        try (PreparedStatement select = view.prepareStatement("SELECT id, line, account, " + isState + ", "
                        + CellTypes.ROWS.wrong("r", Set.of("account", "state")) + " AS wrong FROM " + rows
                        + " AS r NOT INDEXED WHERE wrong IS NOT NULL OR NOT " + isState + " OR (state NOT IN ("
                        + TargetState.REFUSED.code() + ", " + TargetState.DUPLICATE.code()
                        + ") AND (account IS NULL OR account NOT IN (" + numbers + "))) ORDER BY id LIMIT 1");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return indexDamaged();
            }
            CellTypes.ROWS.check(row.getString("wrong"), row.getLong(1), row.getLong(2));
            String place = "row " + row.getLong(1) + ", line " + row.getLong(2) + " of the list,";
            if (!row.getBoolean(4)) {
                return new ErasureException(
                        Reason.LEDGER_UNREADABLE,
                        "the ledger is damaged: the column state of " + place
                                + " holds a state that does not exist; 'efface receipts repair' restores what the receipts say");
            }
            return damaged(place + " belongs to "
                    + (row.getObject(3) == null
                            ? "no account"
                            : "account " + row.getLong(3) + ", which the table "
                                    + job.tables().accounts() + " does not have"));
        }
    }

    /**
     * Compares the indexes with their tables, which takes as long as reading the tables.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if they differ
     */
    public void requireAgreement() throws SQLException {
        String groups = " GROUP BY account, state";
        if (number("SELECT EXISTS(SELECT 1 FROM (SELECT account, state, count(*) AS n FROM " + rows + " NOT INDEXED"
                        + groups + " UNION ALL SELECT account, state, -count(*) FROM " + rows + groups + ")" + groups
                        + " HAVING sum(n) <> 0)")
                != 0) {
            throw indexDamaged();
        }
        requireFaces();
    }

    private void requireFaces() throws SQLException {
        String faces = job.tables().faces();
        String sums = "sum(target), sum(target * (row % 1009)), sum(target * (number % 1013)) FROM " + faces;
        // The first can be answered from the index alone, the second only from the table.
        if (number("SELECT (SELECT count(*) FROM (SELECT count(*), " + sums
                        + " WHERE target > 0 UNION SELECT count(hash), " + sums + " WHERE target + 0 > 0))")
                > 1) {
            throw indexDamaged();
        }
    }

    private long number(String sql) throws SQLException {
        try (PreparedStatement select = view.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private ErasureException indexDamaged() {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE,
                "the ledger is damaged: an index of the table " + rows + " or "
                        + job.tables().faces()
                        + " does not agree with it, so that targets would be left out; 'efface receipts repair' rebuilds it");
    }

    private static ErasureException damaged(String what) {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE,
                "the ledger is damaged: " + what + "; use a copy of the ledger from before the damage");
    }
}
