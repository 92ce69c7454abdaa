package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.TargetNumber;
import io.efface.erasure.internal.ledger.jdbc.Row;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the indexes by which a run finds targets and their faces. If an entry were missing from such an index, the run would leave out the
 * target or the face. For one thread.
 */
final class SqliteTargetIndex {
    private final SqliteTransaction tx;
    private final int job;
    private final JobTables tables;
    private final String rows;

    SqliteTargetIndex(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
        this.tables = new JobTables(job);
        this.rows = tables.rows();
    }

    /**
     * The rows of one account and state according to the index.
     *
     * @param isState whether the state is one of the constants of {@code TargetState}
     * @param isPlanned whether the rows are planned targets
     * @param isTarget whether the rows are targets, including held targets
     * @param isOfKnownAccount whether the account belongs to the job
     * @param count the number of rows
     */
    private record Group(boolean isState, boolean isPlanned, boolean isTarget, boolean isOfKnownAccount, long count) {}

    private static Group group(Row row, Collection<Integer> accounts) throws SQLException {
        int code = (int) row.number("state");
        boolean isState = row.value("state") instanceof Integer && code >= 0 && code < TargetState.values().length;
        boolean isPlanned = isState && TargetState.of(code).isPlanned();
        return new Group(
                isState,
                isPlanned,
                isPlanned || code == TargetState.HELD.code(),
                row.value("account") instanceof Integer account && accounts.contains(account),
                row.number("count"));
    }

    /**
     * Checks the index of targets without reading the table. Three conditions must be satisfied: the index has one entry for each row,
     * every planned target belongs to an account of the job, and no target was lost since planning. The check is fast.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a condition is not satisfied. The message says where the damage is
     */
    void requireWhole(Collection<Integer> accounts) {
        List<Group> groups = tx.sql(
                        "SELECT account, state, count(*) AS count FROM " + rows + " GROUP BY account, state")
                .list(row -> group(row, accounts));
        if (groups.stream().anyMatch(group -> !group.isState() || (group.isTarget() && !group.isOfKnownAccount()))) {
            throw invalidTarget(accounts);
        }
        requireEntries(groups.stream().mapToLong(Group::count).sum());
        long targets =
                groups.stream().filter(Group::isTarget).mapToLong(Group::count).sum();
        long planned =
                groups.stream().filter(Group::isPlanned).mapToLong(Group::count).sum();
        long expected = TargetNumber.of(tx, job, planned).planned();
        if (targets < expected) {
            throw damaged("the job had " + expected
                    + " targets when it was planned, or when an id was last removed from its hold list, but now the"
                    + " table " + rows + " has " + targets);
        }
    }

    private void requireEntries(long entries) {
        long lastRow = tx.sql("SELECT coalesce(max(id), 0) FROM " + rows).number();
        if (entries != lastRow) {
            long count = tx.sql("SELECT count(*) FROM " + rows + " NOT INDEXED").number();
            throw count == lastRow
                    ? indexDamaged()
                    : damaged("the table " + rows + " has " + count + " rows, but the number of the last row is "
                            + lastRow);
        }
    }

    /** Creates the error for a target that no run would find, because its state or its account does not exist. */
    private ErasureException invalidTarget(Collection<Integer> accounts) {
        String numbers = accounts.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String isState = "state BETWEEN 0 AND " + (TargetState.values().length - 1);
        return tx.sql("SELECT id, line, account, " + isState + " AS known, "
                        + CellTypes.ROWS.wrong("r", Set.of("account", "state")) + " AS wrong FROM " + rows
                        + " AS r NOT INDEXED WHERE wrong IS NOT NULL OR NOT " + isState + " OR (state NOT IN ("
                        + TargetState.REFUSED.code() + ", " + TargetState.DUPLICATE.code()
                        + ") AND (account IS NULL OR account NOT IN (" + numbers + "))) ORDER BY id LIMIT 1")
                .first(this::invalidTarget)
                .orElseGet(this::indexDamaged);
    }

    private ErasureException invalidTarget(Row row) throws SQLException {
        CellTypes.ROWS.check(row.textOrNull("wrong"), row.number("id"), row.number("line"));
        String place = "row " + row.number("id") + ", line " + row.number("line") + " of the list,";
        if (!row.flag("known")) {
            return new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger is damaged: the column state of " + place
                            + " holds a state that does not exist; 'efface receipts repair' restores it from the receipts");
        }
        Long account = row.numberOrNull("account");
        return damaged(place + " belongs to "
                + (account == null
                        ? "no account"
                        : "account " + account + ", which the table " + tables.accounts() + " does not have"));
    }

    /**
     * Compares the indexes with their tables. The comparison reads the whole tables.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if they differ
     */
    void requireAgreement() {
        String groups = " GROUP BY account, state";
        if (tx.sql("SELECT EXISTS(SELECT 1 FROM (SELECT account, state, count(*) AS n FROM " + rows + " NOT INDEXED"
                                + groups + " UNION ALL SELECT account, state, -count(*) FROM " + rows + groups + ")"
                                + groups + " HAVING sum(n) <> 0)")
                        .number()
                != 0) {
            throw indexDamaged();
        }
        String sums = "sum(target), sum(target * (row % 1009)), sum(target * (number % 1013)) FROM " + tables.faces();
        // SQLite executes the first of the two queries with the index alone, and the second with the table alone.
        if (tx.sql("SELECT (SELECT count(*) FROM (SELECT count(*), " + sums
                                + " WHERE target > 0 UNION SELECT count(hash), " + sums + " WHERE target + 0 > 0))")
                        .number()
                > 1) {
            throw indexDamaged();
        }
    }

    private ErasureException indexDamaged() {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE,
                "the ledger is damaged: an index of the table " + rows + " or " + tables.faces()
                        + " does not agree with its table, so targets would be left out; 'efface receipts repair' rebuilds the"
                        + " indexes");
    }

    private static ErasureException damaged(String problem) {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE,
                "the ledger is damaged: " + problem + "; use a copy of the ledger from before the damage");
    }
}
