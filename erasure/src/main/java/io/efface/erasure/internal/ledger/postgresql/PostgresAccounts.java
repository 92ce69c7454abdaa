package io.efface.erasure.internal.ledger.postgresql;

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

/** The accounts and account runs of a job. For one thread. */
final class PostgresAccounts implements Accounts {
    private static final String LEASE = "epoch, worker, lease_until";

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
        return statuses("");
    }

    @Override
    public Optional<AccountStatus> status(int account) {
        return statuses(" AND number = " + account).stream().findFirst();
    }

    private List<AccountStatus> statuses(String condition) {
        return tx.sql("SELECT number, name, provider, place, settings, paused, paused_at, paused_until, pauses,"
                        + " first_epoch, ended, " + LEASE + " FROM " + table + ofJob + condition + " ORDER BY number")
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
    public void setPause(int account, @Nullable Pause pause) {
        change("UPDATE " + table + " SET paused = :reason, paused_at = :at, paused_until = :until, pauses = :pauses"
                        + ofJob + " AND number = :account")
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
                        + " paused_at = NULL, paused_until = NULL, pauses = 0" + ofJob + " AND number = :account")
                .set("account", account)
                .update();
    }

    @Override
    public void endRun(int account, AccountEnd end) {
        change("UPDATE " + table + " SET ended = :end" + ofJob + " AND number = :account")
                .set("end", end)
                .set("account", account)
                .update();
    }

    @Override
    public RunCounts counts(int account) {
        return tx.sql("SELECT sampled, absent, attempts FROM " + table + ofJob + " AND number = :account")
                .set("account", account)
                .first(row -> RunCounts.of(
                        (int) row.number("sampled"), (int) row.number("absent"), row.bytesOrNull("attempts")))
                .orElse(RunCounts.NONE);
    }

    @Override
    public void setCounts(int account, RunCounts counts) {
        change("UPDATE " + table + " SET sampled = :sampled, absent = :absent, attempts = :attempts" + ofJob
                        + " AND number = :account")
                .set("sampled", counts.sampled())
                .set("absent", counts.absent())
                .set("attempts", counts.attemptBytes())
                .set("account", account)
                .update();
    }

    private static StoredLease lease(Row row) throws SQLException {
        return new StoredLease(row.number("epoch"), row.textOrNull("worker"), row.time("lease_until"));
    }

    @Override
    public Optional<StoredLease> lease(int account) {
        return change("SELECT " + LEASE + " FROM " + table + ofJob + " AND number = :account"
                        + (tx.isWriting() ? " FOR UPDATE" : ""))
                .set("account", account)
                .first(PostgresAccounts::lease);
    }

    @Override
    public long takeLease(int account, String worker, Instant until) {
        return change("UPDATE " + table + " SET epoch = epoch + 1, worker = :worker, lease_until = :until" + ofJob
                        + " AND number = :account RETURNING epoch")
                .set("worker", worker)
                .set("until", until)
                .set("account", account)
                .first(row -> row.number("epoch"))
                .orElseThrow(StoredLease::missing);
    }

    @Override
    public boolean renewLease(int account, long epoch, Instant now, Instant until) {
        return change("UPDATE " + table + " SET lease_until = :until" + ofJob
                                + " AND number = :account AND epoch = :epoch AND lease_until > :now")
                        .set("until", until)
                        .set("account", account)
                        .set("epoch", epoch)
                        .set("now", now)
                        .update()
                == 1;
    }

    @Override
    public void releaseLease(int account, long epoch) {
        change("UPDATE " + table + " SET worker = NULL, lease_until = NULL" + ofJob
                        + " AND number = :account AND epoch = :epoch")
                .set("account", account)
                .set("epoch", epoch)
                .update();
    }
}
