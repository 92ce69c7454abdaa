package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.JobState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row of the ledger's list of jobs, as it was when it was read.
 *
 * @param digest SHA-256 of what was planned in hex, or null before
 * @param keys the fingerprints of the keys that the job's ids and receipts were made with
 * @param fromJob the job that this one was planned from, or null
 */
public record Job(
        int number,
        String name,
        JobState state,
        Instant createdAt,
        @Nullable Instant plannedAt,
        @Nullable Instant dueAt,
        @Nullable String digest,
        String keys,
        @Nullable String fromJob,
        long epoch) {
    private static final String SELECT =
            "SELECT number, name, state, created_at, planned_at, due_at, digest, keys, from_job, epoch, "
                    + CellTypes.JOBS.wrong("job") + " AS wrong FROM job";
    private static final String SELECT_DAMAGED = "SELECT number, name, created_at, keys, "
            + Stream.of("state", "planned_at", "due_at", "digest", "from_job", "epoch")
                    .map(column -> CellTypes.JOBS.cleared("job", column))
                    .collect(Collectors.joining(", "))
            + ", " + CellTypes.JOBS.wrong("job", CellTypes.JOBS.lost()) + " AS wrong FROM job WHERE name = ?";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    /**
     * Checks a job's name.
     *
     * @throws ErasureException of reason {@code INPUT} if it is none
     */
    public static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ErasureException(
                    ErasureException.Reason.INPUT, "a job's name has 1 to 40 of the characters a-z, 0-9 and -");
        }
        return name;
    }

    public JobTables tables() {
        return new JobTables(number);
    }

    public static Optional<Job> find(Transaction tx, String name) throws SQLException {
        return read(tx.prepare(select()), name);
    }

    static String select() {
        return SELECT + " WHERE name = ?";
    }

    /** Finds a job of which cells may be of a wrong type that a repair restores; such a cell counts as empty. */
    public static Optional<Job> findDamaged(Transaction tx, String name) throws SQLException {
        return read(tx.prepare(SELECT_DAMAGED), name);
    }

    /** Reads all jobs there are, also those that are being planned, by number. */
    public static List<Job> all(Transaction tx) throws SQLException {
        List<Job> jobs = new ArrayList<>();
        try (ResultSet row = tx.prepare(SELECT + " ORDER BY number").executeQuery()) {
            while (row.next()) {
                jobs.add(of(row));
            }
        }
        return jobs;
    }

    /** Returns the names of the jobs there are, the newest first, without drafts that stand beside one. */
    public static List<String> names(Transaction tx) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row =
                tx.prepare("SELECT name FROM job ORDER BY number DESC").executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        names.removeIf(name -> !NAME.matcher(name).matches());
        return names;
    }

    /** Reads the job that a {@link #select()} finds. */
    static Optional<Job> read(PreparedStatement select, String name) throws SQLException {
        select.setString(1, name);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(of(row)) : Optional.empty();
        }
    }

    private static Job of(ResultSet row) throws SQLException {
        CellTypes.JOBS.check(row.getString("wrong"), row.getLong("number"), 0);
        return new Job(
                row.getInt("number"),
                row.getString("name"),
                Cells.constant(JobState.class, row, "state"),
                Instant.ofEpochMilli(Cells.number(row, "created_at")),
                time(row, "planned_at"),
                time(row, "due_at"),
                row.getString("digest"),
                Cells.text(row, "keys"),
                row.getString("from_job"),
                row.getLong("epoch"));
    }

    public static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
