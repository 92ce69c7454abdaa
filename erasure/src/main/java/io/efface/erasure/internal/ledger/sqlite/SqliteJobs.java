package io.efface.erasure.internal.ledger.sqlite;

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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables {@code job} and {@code meta} of a ledger. For one thread. */
public final class SqliteJobs implements Jobs {
    private static final String SELECT =
            "SELECT number, name, state, created_at, planned_at, due_at, digest, keys, from_job, "
                    + CellTypes.JOBS.wrong("job") + " AS wrong FROM job";
    private static final String SELECT_DAMAGED = "SELECT number, name, created_at, keys, "
            + Stream.of("state", "planned_at", "due_at", "digest", "from_job")
                    .map(column -> CellTypes.JOBS.cleared("job", column))
                    .collect(Collectors.joining(", "))
            + ", " + CellTypes.JOBS.wrong("job", CellTypes.JOBS.unrestorable())
            + " AS wrong FROM job WHERE name = :name";
    private static final String SELECT_META =
            "SELECT key, value, " + CellTypes.META.wrong("m") + " AS wrong FROM meta m ORDER BY key";
    /** The beginning of the keys in {@code meta} under which the numbers of planned targets are stored. */
    private static final String PLANNED_KEY = "planned/";
    /** The beginning of the keys in {@code meta} under which the detached runs are stored. */
    private static final String DETACHED_KEY = "detached/";

    private final SqliteTransaction tx;

    public SqliteJobs(SqliteTransaction tx) {
        this.tx = tx;
    }

    @Override
    public String ledgerId() {
        int[] entry = new int[1];
        return tx
                .sql(SELECT_META)
                .list(row -> {
                    entry[0]++;
                    CellTypes.META.check(row.textOrNull("wrong"), "entry " + entry[0] + " of the table meta");
                    return row.text("key").equals("ledger") ? row.text("value") : "";
                })
                .stream()
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElseThrow(() -> new ErasureException(Reason.LEDGER_UNREADABLE, "the ledger has lost its id"));
    }

    @Override
    public Optional<Job> find(String name) {
        return tx.sql(SELECT + " WHERE name = :name").set("name", name).first(SqliteJobs::read);
    }

    @Override
    public Optional<Job> findForRepair(String name) {
        return tx.sql(SELECT_DAMAGED).set("name", name).first(SqliteJobs::read);
    }

    @Override
    public List<Job> all() {
        return tx.sql(SELECT + " ORDER BY number").list(SqliteJobs::read);
    }

    @Override
    public List<Job> detaching() {
        return tx.sql(SELECT
                        + " WHERE '" + JobTables.DETACHED + "' || number IN (SELECT m.name FROM sqlite_master m WHERE"
                        + " m.type = 'table' AND m.name GLOB '" + JobTables.DETACHED + "*') ORDER BY number")
                .list(SqliteJobs::read);
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(tx.sql("SELECT name FROM job ORDER BY number DESC")
                .list(row -> Objects.requireNonNullElse(row.textOrNull("name"), "")));
        names.removeIf(name -> !Job.isName(name));
        return names;
    }

    private static Job read(Row row) throws SQLException {
        CellTypes.JOBS.check(row.textOrNull("wrong"), row.number("number"), 0);
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
        requireNextNumber();
        change("INSERT INTO job(name, state, created_at, due_at, keys, from_job)"
                        + " VALUES(:name, :state, :created, :due, '', :from)")
                .set("name", name)
                .set("state", JobState.PLANNING)
                .set("created", createdAt)
                .set("due", dueAt)
                .set("from", fromJob)
                .update();
        int number = find(name).orElseThrow().number();
        Schema.createTables(new JobTables(number), tx);
        return number;
    }

    @Override
    public void requireNextNumber() {
        String place = "the entry job of the table sqlite_sequence";
        tx.sql("SELECT seq, " + CellTypes.COUNTERS.wrong("s") + " AS wrong FROM sqlite_sequence s WHERE name = 'job'")
                .list(row -> {
                    CellTypes.COUNTERS.check(row.textOrNull("wrong"), place);
                    long lastNumber = row.number("seq");
                    CellTypes.COUNTERS.check(lastNumber < 0 || lastNumber >= Integer.MAX_VALUE ? "seq" : null, place);
                    return lastNumber;
                });
    }

    @Override
    public void drop(int job) {
        Schema.drop(new JobTables(job), tx);
        tx.sql("DELETE FROM meta WHERE key = :key")
                .set("key", PLANNED_KEY + job)
                .update();
        setDetachedRun(job, null);
        change("DELETE FROM job WHERE number = :job").set("job", job).update();
    }

    @Override
    @SuppressWarnings("unchecked") // only this method stores a result with this key
    public Optional<JobState> state(int job) {
        return tx.known(
                "state of job " + job,
                Optional.class,
                () -> tx.sql("SELECT state FROM job WHERE number = :job")
                        .set("job", job)
                        .first(row -> row.constant(JobState.class, "state")));
    }

    @Override
    public void setState(int job, JobState state) {
        change("UPDATE job SET state = :state WHERE number = :job")
                .set("state", state)
                .set("job", job)
                .update();
    }

    @Override
    public void setKeys(int job, String keys) {
        change("UPDATE job SET keys = :keys WHERE number = :job")
                .set("keys", keys)
                .set("job", job)
                .update();
    }

    @Override
    public void setPlanned(int job, String name, String digest, Instant plannedAt) {
        change(
                        "UPDATE job SET name = :name, state = :state, digest = :digest, planned_at = :planned WHERE number = :job")
                .set("name", name)
                .set("state", JobState.PLANNED)
                .set("digest", digest)
                .set("planned", plannedAt)
                .set("job", job)
                .update();
    }

    @Override
    public void restorePlan(
            int job, @Nullable String digest, Instant plannedAt, @Nullable Instant dueAt, @Nullable String fromJob) {
        change("UPDATE job SET digest = :digest, planned_at = :planned, due_at = :due, from_job = :from"
                        + " WHERE number = :job")
                .set("digest", digest)
                .set("planned", plannedAt)
                .set("due", dueAt)
                .set("from", fromJob)
                .set("job", job)
                .update();
    }

    /** Returns a statement that changes the table {@code job}. */
    private Query change(String sql) {
        tx.forgetKnown();
        return tx.sql(sql);
    }

    /** Empties the cells of a wrong type, as {@link SqliteRowEdits#makeReadable} describes. */
    int clearWrongCells(int job) {
        return CellTypes.JOBS.clear(tx, "job", "number = " + job);
    }

    @Override
    public Optional<DetachedRun> detachedRun(int job) {
        return tx.sql("SELECT value FROM meta WHERE key = :key")
                .set("key", DETACHED_KEY + job)
                .first(row -> DetachedRun.parse(row.text("value")));
    }

    @Override
    public void setDetachedRun(int job, @Nullable DetachedRun run) {
        String key = DETACHED_KEY + job;
        if (run == null) {
            tx.sql("DELETE FROM meta WHERE key = :key").set("key", key).update();
        } else {
            tx.sql("INSERT OR REPLACE INTO meta VALUES(:key, :value)")
                    .set("key", key)
                    .set("value", run.text())
                    .update();
        }
    }

    @Override
    public boolean migrate() {
        boolean isOld = tx.sql("PRAGMA user_version").number() < Schema.VERSION;
        if (isOld) {
            all().forEach(job -> {
                new SqliteEvents(tx, job.number()).addMacColumn();
                new SqliteAccounts(tx, job.number()).addRunColumns();
            });
            Schema.dropLeasesOfJobs(tx);
            tx.execute("PRAGMA user_version = " + Schema.VERSION);
        }
        return isOld;
    }

    @Override
    public OptionalLong plannedTargets(int job) {
        try {
            return tx.sql("SELECT value FROM meta WHERE key = :key")
                    .set("key", PLANNED_KEY + job)
                    .first(row -> Long.parseLong(row.text("value")))
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        } catch (NumberFormatException e) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger is damaged: the number of targets of job " + job + " in the table meta is not a number",
                    e);
        }
    }

    @Override
    public void setPlannedTargets(int job, long targets) {
        tx.sql("INSERT OR REPLACE INTO meta VALUES(:key, :value)")
                .set("key", PLANNED_KEY + job)
                .set("value", Long.toString(targets))
                .update();
    }
}
