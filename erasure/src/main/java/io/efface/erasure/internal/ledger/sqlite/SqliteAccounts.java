package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.RunCounts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of a job's accounts and account runs. For one thread. */
public final class SqliteAccounts implements Accounts {
    private static final String LEASE = "epoch, worker, lease_until";
    private static final String LEASE_OF_OLD_VERSION = "0 AS epoch, NULL AS worker, NULL AS lease_until";
    private static final String RUN = ", paused_until, pauses, first_epoch, ended";
    private static final String RUN_OF_OLD_VERSION =
            ", NULL AS paused_until, 0 AS pauses, 0 AS first_epoch, NULL AS ended";

    private final SqliteTransaction tx;
    private final int job;
    private final String table;
    private final String selectCounts;
    private final String updateCounts;
    private final String selectLease;

    public SqliteAccounts(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
        this.table = new JobTables(job).accounts();
        this.selectCounts = "SELECT sampled, absent, attempts FROM " + table + " WHERE number = :account";
        this.updateCounts = "UPDATE " + table
                + " SET sampled = :sampled, absent = :absent, attempts = :attempts WHERE number = :account";
        this.selectLease = "SELECT " + LEASE + " FROM " + table + " WHERE number = :account";
    }

    @Override
    public void add(JobAccount account) {
        change("INSERT INTO " + table
                        + "(number, name, provider, place, settings) VALUES(:number, :name, :provider, :place,"
                        + " :settings)")
                .set("number", account.number())
                .set("name", account.name())
                .set("provider", account.provider())
                .set("place", account.place())
                .set("settings", account.settings())
                .update();
    }

    @Override
    public List<JobAccount> all() {
        return statuses().stream().map(AccountStatus::account).toList();
    }

    @Override
    public List<AccountStatus> statuses() {
        boolean hasRuns = hasRunColumns();
        CellTypes types = hasRuns ? CellTypes.ACCOUNTS : CellTypes.ACCOUNTS_WITHOUT_RUNS;
        return tx.sql("SELECT number, name, provider, place, settings, paused, paused_at, "
                        + (hasRuns ? LEASE + RUN : LEASE_OF_OLD_VERSION + RUN_OF_OLD_VERSION) + ", "
                        + types.wrong("a") + " AS wrong FROM " + table + " a ORDER BY number")
                .list(row -> new AccountStatus(
                        account(row),
                        pause(row),
                        lease(row),
                        row.number("first_epoch"),
                        row.constantOrNull(AccountEnd.class, "ended")));
    }

    private static @Nullable Pause pause(Row row) throws SQLException {
        String reason = row.textOrNull("paused");
        Instant at = row.time("paused_at");
        return reason == null || at == null
                ? null
                : new Pause(reason, at, row.time("paused_until"), (int) row.number("pauses"));
    }

    @Override
    public List<ReadAccount> readable() {
        return tx.sql("SELECT number, name, provider, place, settings, "
                        + CellTypes.ACCOUNTS.wrong("a", List.of("name", "provider", "place", "settings"))
                        + " AS wrong FROM " + table + " a ORDER BY number")
                .list(row -> ReadAccount.of((int) row.number("number"), () -> account(row)));
    }

    /** Returns whether the table has the columns of account runs, which it lacks in a ledger of an older version. */
    private boolean hasRunColumns() {
        return tx.hasColumn(table, "epoch");
    }

    /** Adds the columns of account runs if the table lacks them. Each account run continues with the epoch of the job. */
    void addRunColumns() {
        if (hasRunColumns()) {
            return;
        }
        tx.forgetKnown();
        Schema.RUN_COLUMNS.forEach(column -> tx.execute("ALTER TABLE " + table + " ADD COLUMN " + column));
        tx.execute("UPDATE " + table + " AS a SET epoch = coalesce((SELECT j.epoch FROM job j WHERE j.number = " + job
                + " AND typeof(j.epoch) = 'integer'), " + lastEpoch() + ")");
    }

    /** Returns an SQL expression: the last epoch in which a row of the account {@code a} was changed. */
    private String lastEpoch() {
        return "(SELECT coalesce(max(r.epoch), 0) FROM " + new JobTables(job).rows() + " r WHERE r.account = a.number)";
    }

    private static JobAccount account(Row row) throws SQLException {
        CellTypes.ACCOUNTS.check(row.textOrNull("wrong"), row.number("number"), 0);
        return new JobAccount(
                (int) row.number("number"),
                row.text("name"),
                row.text("provider"),
                row.text("place"),
                row.text("settings"));
    }

    @Override
    public void setPause(int account, @Nullable Pause pause) {
        change("UPDATE " + table + " SET paused = :reason, paused_at = :at, paused_until = :until, pauses = :pauses"
                        + " WHERE number = :account")
                .set("reason", pause == null ? null : pause.reason())
                .set("at", pause == null ? null : pause.at())
                .set("until", pause == null ? null : pause.until())
                .set("pauses", pause == null ? 0 : pause.number())
                .set("account", account)
                .update();
    }

    @Override
    public void beginRun(int account) {
        change("UPDATE " + table + " SET first_epoch = epoch + 1, attempts = NULL, ended = NULL, paused = NULL,"
                        + " paused_at = NULL, paused_until = NULL, pauses = 0 WHERE number = :account")
                .set("account", account)
                .update();
    }

    @Override
    public void endRun(int account, AccountEnd end) {
        change("UPDATE " + table + " SET ended = :end WHERE number = :account")
                .set("end", end)
                .set("account", account)
                .update();
    }

    /** Empties the cells of a wrong type, as {@link SqliteRowEdits#makeReadable} describes. */
    int clearWrongCells() {
        String sample = CellTypes.ACCOUNTS.wrong("a", List.of("sampled", "absent"));
        int cells = change("UPDATE " + table + " AS a SET sampled = 0, absent = 0 WHERE " + sample + " IS NOT NULL")
                .update();
        if (!hasRunColumns()) {
            return cells + CellTypes.ACCOUNTS_WITHOUT_RUNS.clear(tx, table, "1");
        }
        String epoch = CellTypes.ACCOUNTS.wrong("a", List.of("epoch"));
        cells += change("UPDATE " + table + " AS a SET epoch = " + lastEpoch() + " WHERE " + epoch + " IS NOT NULL")
                .update();
        return cells + CellTypes.ACCOUNTS.clear(tx, table, "1");
    }

    @Override
    public RunCounts counts(int account) {
        return tx.known(
                countsKey(account),
                RunCounts.class,
                () -> tx.sql(selectCounts)
                        .set("account", account)
                        .first(row -> RunCounts.of(
                                (int) row.number("sampled"), (int) row.number("absent"), row.bytesOrNull("attempts")))
                        .orElse(RunCounts.NONE));
    }

    @Override
    public void setCounts(int account, RunCounts counts) {
        tx.sql(updateCounts)
                .set("sampled", counts.sampled())
                .set("absent", counts.absent())
                .set("attempts", counts.attemptBytes())
                .set("account", account)
                .update();
        tx.setKnown(countsKey(account), counts);
    }

    private String countsKey(int account) {
        return table + " counts " + account;
    }

    private static StoredLease lease(Row row) throws SQLException {
        return new StoredLease(row.number("epoch"), row.textOrNull("worker"), row.time("lease_until"));
    }

    @Override
    @SuppressWarnings("unchecked") // only this method stores a result with this key
    public Optional<StoredLease> lease(int account) {
        return tx.known(
                table + " lease " + account,
                Optional.class,
                () -> tx.sql(selectLease).set("account", account).first(SqliteAccounts::lease));
    }

    /** Returns a statement that changes this table. */
    private Query change(String sql) {
        tx.forgetKnown();
        return tx.sql(sql);
    }

    @Override
    public long takeLease(int account, String worker, Instant until) {
        change("UPDATE " + table + " SET epoch = epoch + 1, worker = :worker, lease_until = :until"
                        + " WHERE number = :account")
                .set("worker", worker)
                .set("until", until)
                .set("account", account)
                .update();
        return lease(account).orElseThrow(StoredLease::missing).epoch();
    }

    @Override
    public boolean renewLease(int account, long epoch, Instant now, Instant until) {
        return change("UPDATE " + table + " SET lease_until = :until"
                                + " WHERE number = :account AND epoch = :epoch AND lease_until > :now")
                        .set("until", until)
                        .set("account", account)
                        .set("epoch", epoch)
                        .set("now", now)
                        .update()
                == 1;
    }

    @Override
    public void releaseLease(int account, long epoch) {
        change("UPDATE " + table + " SET worker = NULL, lease_until = NULL"
                        + " WHERE number = :account AND epoch = :epoch")
                .set("account", account)
                .set("epoch", epoch)
                .update();
    }
}
