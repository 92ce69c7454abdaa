package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.internal.ledger.WorkerList;
import io.efface.erasure.internal.ledger.record.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The workers of a ledger. For one thread. */
final class PostgresWorkers implements WorkerList {
    private static final String NOW = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";

    private final PostgresTransaction tx;
    private final String table;

    PostgresWorkers(PostgresTransaction tx) {
        this.tx = tx;
        this.table = tx.tables().workers();
    }

    @Override
    public List<WorkerRecord> all() {
        return tx.sql("SELECT name, started_at, heartbeat_at, account_runs, CASE WHEN heartbeat_at > " + NOW + " - "
                        + PATIENCE.toMillis() + " THEN 1 ELSE 0 END AS alive FROM " + table + " ORDER BY name")
                .list(row -> new WorkerRecord(
                        row.text("name"),
                        Instant.ofEpochMilli(row.number("started_at")),
                        Instant.ofEpochMilli(row.number("heartbeat_at")),
                        (int) row.number("account_runs"),
                        row.number("alive") == 1));
    }

    @Override
    public void beat(String name, Instant startedAt, int accountRuns) {
        tx.sql("DELETE FROM " + table + " WHERE heartbeat_at < " + NOW + " - "
                        + Duration.ofDays(1).toMillis())
                .update();
        tx.sql("INSERT INTO " + table + "(name, started_at, heartbeat_at, account_runs) VALUES(:name, :started, " + NOW
                        + ", :runs) ON CONFLICT (name) DO UPDATE SET started_at = excluded.started_at,"
                        + " heartbeat_at = excluded.heartbeat_at, account_runs = excluded.account_runs")
                .set("name", name)
                .set("started", startedAt)
                .set("runs", accountRuns)
                .update();
    }

    @Override
    public void remove(String name) {
        tx.sql("DELETE FROM " + table + " WHERE name = :name").set("name", name).update();
    }
}
