package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.JobAccount;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts of a job. For one thread. */
final class PostgresAccounts implements Accounts {
    private final PostgresTransaction tx;
    private final int job;
    private final String table;
    private final String ofJob;

    PostgresAccounts(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
        this.table = tx.tables().accounts();
        this.ofJob = " WHERE job = " + job;
    }

    private Query change(String sql) {
        tx.locks().share(job);
        return tx.sql(sql);
    }

    @Override
    public void add(JobAccount account) {
        change("INSERT INTO " + table + "(job, number, name, provider, place, settings) VALUES(" + job
                        + ", :number, :name, :provider, :place, :settings)")
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
        return tx.sql("SELECT number, name, provider, place, settings, paused, paused_at FROM " + table + ofJob
                        + " ORDER BY number")
                .list(row -> new AccountStatus(account(row), row.textOrNull("paused"), row.time("paused_at")));
    }

    @Override
    public List<ReadAccount> readable() {
        return tx.sql("SELECT number, name, provider, place, settings FROM " + table + ofJob + " ORDER BY number")
                .list(row -> ReadAccount.of((int) row.number("number"), () -> account(row)));
    }

    private static JobAccount account(Row row) throws SQLException {
        return new JobAccount(
                (int) row.number("number"),
                row.text("name"),
                row.text("provider"),
                row.text("place"),
                row.text("settings"));
    }

    @Override
    public void setPaused(int account, @Nullable String reason, @Nullable Instant at) {
        change("UPDATE " + table + " SET paused = :reason, paused_at = :at" + ofJob + " AND number = :account")
                .set("reason", reason)
                .set("at", at)
                .set("account", account)
                .update();
    }

    @Override
    public void clearPauses() {
        change("UPDATE " + table + " SET paused = NULL, paused_at = NULL" + ofJob)
                .update();
    }

    @Override
    public Sample sample(int account) {
        return tx.sql("SELECT sampled, absent FROM " + table + ofJob + " AND number = :account")
                .set("account", account)
                .first(row -> new Sample((int) row.number("sampled"), (int) row.number("absent")))
                .orElse(new Sample(0, 0));
    }

    @Override
    public void addToSample(int account, boolean absent) {
        change("UPDATE " + table + " SET sampled = sampled + 1, absent = absent + :absent" + ofJob
                        + " AND number = :account AND sampled < " + Sample.MAX_SIZE)
                .set("absent", absent)
                .set("account", account)
                .update();
    }
}
