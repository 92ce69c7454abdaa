package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.JobAccount;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of a job's accounts. For one thread. */
public final class SqliteAccounts implements Accounts {
    private final SqliteTransaction tx;
    private final String table;

    public SqliteAccounts(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.table = new JobTables(job).accounts();
    }

    @Override
    public void add(JobAccount account) {
        tx.sql("INSERT INTO " + table
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
        return tx.sql("SELECT number, name, provider, place, settings, paused, paused_at, "
                        + CellTypes.ACCOUNTS.wrong("a") + " AS wrong FROM " + table + " a ORDER BY number")
                .list(row -> new AccountStatus(account(row), row.textOrNull("paused"), row.time("paused_at")));
    }

    @Override
    public List<ReadAccount> readable() {
        return tx.sql("SELECT number, name, provider, place, settings, "
                        + CellTypes.ACCOUNTS.wrong("a", List.of("name", "provider", "place", "settings"))
                        + " AS wrong FROM " + table + " a ORDER BY number")
                .list(row -> ReadAccount.of((int) row.number("number"), () -> account(row)));
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
    public void setPaused(int account, @Nullable String reason, @Nullable Instant at) {
        tx.sql("UPDATE " + table + " SET paused = :reason, paused_at = :at WHERE number = :account")
                .set("reason", reason)
                .set("at", at)
                .set("account", account)
                .update();
    }

    /** Empties the cells of a wrong type, as {@link SqliteRowEdits#makeReadable} describes. */
    int clearWrongCells() {
        String sample = CellTypes.ACCOUNTS.wrong("a", List.of("sampled", "absent"));
        int cells = tx.sql("UPDATE " + table + " AS a SET sampled = 0, absent = 0 WHERE " + sample + " IS NOT NULL")
                .update();
        return cells + CellTypes.ACCOUNTS.clear(tx, table, "1");
    }

    @Override
    public void clearPauses() {
        tx.sql("UPDATE " + table + " SET paused = NULL, paused_at = NULL").update();
    }

    @Override
    public Sample sample(int account) {
        return tx.sql("SELECT sampled, absent FROM " + table + " WHERE number = :account")
                .set("account", account)
                .first(row -> new Sample((int) row.number("sampled"), (int) row.number("absent")))
                .orElse(new Sample(0, 0));
    }

    @Override
    public void addToSample(int account, boolean absent) {
        tx.sql("UPDATE " + table + " SET sampled = sampled + 1, absent = absent + :absent"
                        + " WHERE number = :account AND sampled < " + Sample.MAX_SIZE)
                .set("absent", absent)
                .set("account", account)
                .update();
    }
}
