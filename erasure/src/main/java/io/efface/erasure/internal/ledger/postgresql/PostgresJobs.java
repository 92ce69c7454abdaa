package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.internal.ledger.Jobs;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.DetachedRun;
import io.efface.erasure.internal.ledger.record.Job;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The list of jobs. For one thread. */
final class PostgresJobs implements Jobs {
    private final PostgresTransaction tx;
    private final String table;
    private final String select;

    PostgresJobs(PostgresTransaction tx) {
        this.tx = tx;
        this.table = tx.tables().jobs();
        this.select =
                "SELECT number, name, state, created_at, planned_at, due_at, digest, keys, from_job FROM " + table;
    }

    /** Prepares a statement about one job. The parameter {@code job} of the statement is the number of this job. */
    private Query of(int job, String sql) {
        return tx.sql(sql).set("job", job);
    }

    /**
     * Takes the job's lock in the shared mode, and prepares a statement about the job. Other transactions that share the lock may change
     * other parts of the job at the same time.
     */
    private Query shared(int job, String sql) {
        tx.locks().share(job);
        return of(job, sql);
    }

    @Override
    public String ledgerId() {
        return tx.sql("SELECT value FROM " + tx.tables().meta() + " WHERE key = 'ledger'")
                .first(row -> row.text("value"))
                .orElseThrow(() -> new ErasureException(Reason.LEDGER_UNREADABLE, "the ledger has lost its id"));
    }

    @Override
    public Optional<Job> find(String name) {
        return tx.sql(select + " WHERE name = :name").set("name", name).first(PostgresJobs::read);
    }

    @Override
    public Optional<Job> findForRepair(String name) {
        return find(name);
    }

    @Override
    public List<Job> all() {
        return tx.sql(select + " ORDER BY number").list(PostgresJobs::read);
    }

    @Override
    public List<Job> detaching() {
        return tx.sql(select + " AS j WHERE EXISTS(SELECT 1 FROM " + tx.tables().detached()
                        + " AS d WHERE d.job = j.number) ORDER BY number")
                .list(PostgresJobs::read);
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(
                tx.sql("SELECT name FROM " + table + " ORDER BY number DESC").list(row -> row.text("name")));
        names.removeIf(name -> !Job.isName(name));
        return names;
    }

    private static Job read(Row row) throws SQLException {
        return new Job(
                (int) row.number("number"),
                row.text("name"),
                row.constant(JobState.class, "state"),
                Instant.ofEpochMilli(row.number("created_at")),
                row.time("planned_at"),
                row.time("due_at"),
                row.textOrNull("digest"),
                row.text("keys"),
                row.textOrNull("from_job"));
    }

    @Override
    public int create(String name, Instant createdAt, @Nullable Instant dueAt, @Nullable String fromJob) {
        return (int) tx.sql("INSERT INTO " + table + "(name, state, created_at, due_at, keys, from_job)"
                        + " VALUES(:name, :state, :created, :due, '', :from) RETURNING number")
                .set("name", name)
                .set("state", JobState.PLANNING)
                .set("created", createdAt)
                .set("due", dueAt)
                .set("from", fromJob)
                .number();
    }

    @Override
    public void requireNextNumber() {
        // The sequence of job numbers never returns a number twice, and fails after the greatest number.
    }

    @Override
    public void drop(int job) {
        tx.locks().takeAlone(job);
        PostgresTables tables = tx.tables(job);
        if (tables.part() == 0) {
            of(job, "DELETE FROM " + tables.rows() + " WHERE job = :job").update();
            of(job, "DELETE FROM " + tables.faces() + " WHERE job = :job").update();
        } else {
            tx.execute("DROP TABLE " + tables.rows() + ", " + tables.faces());
        }
        for (String other : List.of(
                tables.accounts(),
                tables.detached(),
                tables.holds(),
                tables.events(),
                tables.eventCounters(),
                tables.seals())) {
            of(job, "DELETE FROM " + other + " WHERE job = :job").update();
        }
        of(job, "DELETE FROM " + table + " WHERE number = :job").update();
        tx.forgetPart(job);
    }

    @Override
    public Optional<JobState> state(int job) {
        return shared(job, "SELECT state FROM " + table + " WHERE number = :job")
                .first(row -> row.constant(JobState.class, "state"));
    }

    @Override
    public void setState(int job, JobState state) {
        if (state == JobState.STARTED) {
            tx.locks().share(job);
        } else {
            // A transaction that read the old state shares the lock. It must not change the job after this change.
            tx.locks().takeAlone(job);
        }
        of(job, "UPDATE " + table + " SET state = :state WHERE number = :job")
                .set("state", state)
                .update();
    }

    @Override
    public void setKeys(int job, String keys) {
        shared(job, "UPDATE " + table + " SET keys = :keys WHERE number = :job")
                .set("keys", keys)
                .update();
    }

    @Override
    public void setPlanned(int job, String name, String digest, Instant plannedAt) {
        tx.locks().takeAlone(job);
        of(
                        job,
                        "UPDATE " + table + " SET name = :name, state = :state, digest = :digest, planned_at = :planned"
                                + " WHERE number = :job")
                .set("name", name)
                .set("state", JobState.PLANNED)
                .set("digest", digest)
                .set("planned", plannedAt)
                .update();
    }

    @Override
    public void restorePlan(
            int job, @Nullable String digest, Instant plannedAt, @Nullable Instant dueAt, @Nullable String fromJob) {
        tx.locks().takeAlone(job);
        of(
                        job,
                        "UPDATE " + table
                                + " SET digest = :digest, planned_at = :planned, due_at = :due, from_job = :from"
                                + " WHERE number = :job")
                .set("digest", digest)
                .set("planned", plannedAt)
                .set("due", dueAt)
                .set("from", fromJob)
                .update();
    }

    @Override
    public Optional<DetachedRun> detachedRun(int job) {
        return of(job, "SELECT detached FROM " + table + " WHERE number = :job AND detached IS NOT NULL")
                .first(row -> DetachedRun.parse(row.text("detached")));
    }

    @Override
    public void setDetachedRun(int job, @Nullable DetachedRun run) {
        shared(job, "UPDATE " + table + " SET detached = :run WHERE number = :job")
                .set("run", run == null ? null : run.text())
                .update();
    }

    @Override
    public boolean migrate() {
        return false;
    }

    @Override
    public OptionalLong plannedTargets(int job) {
        return of(job, "SELECT planned_targets FROM " + table + " WHERE number = :job AND planned_targets IS NOT NULL")
                .first(row -> row.number("planned_targets"))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public void setPlannedTargets(int job, long targets) {
        shared(job, "UPDATE " + table + " SET planned_targets = :targets WHERE number = :job")
                .set("targets", targets)
                .update();
    }
}
