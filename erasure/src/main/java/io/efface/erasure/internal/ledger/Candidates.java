package io.efface.erasure.internal.ledger;

import io.efface.ErrorKind;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.RunOptions;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.sqlite.HoldSql;
import io.efface.erasure.keys.JobCipher;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One account's targets in the order of their rows, read ahead a page at a time on a connection of their own, so that ten million of
 * them take no memory. What a page says is old by the time it is used; whoever claims a target looks again. Thread-safe.
 */
public final class Candidates implements AutoCloseable {
    private static final int PAGE = 256;

    /** SQL for the first cell of a target that is of its type and cannot be used all the same, or null. */
    private static final String UNUSABLE_ROW = "CASE WHEN operation NOT IN (" + names(Operation.values())
            + ") THEN 'operation' WHEN person_hash IS NULL THEN 'person_hash' WHEN person IS NULL THEN 'person' END";

    /** The same for a face. */
    private static final String UNUSABLE_FACE = "CASE WHEN outcome NOT IN (" + names(FaceOutcome.values())
            + ") THEN 'outcome' WHEN face IS NULL THEN 'face' END";

    /**
     * One sort of targets.
     *
     * @param more a further condition on the rows, or empty
     * @param faces the condition on a face's outcome by which a target's faces are chosen
     */
    public record Sort(TargetState state, String more, String faces) {}

    /** Chooses among targets, and when they are taken. */
    public interface Choice {
        /** Takes every one, as soon as the ledger allows. */
        Choice ALL = work -> work;

        /** Returns the target, or the same to be taken later, or null to leave it out. */
        @Nullable Work of(Work work);
    }

    private final Connection view;
    private final JobTables job;
    private final int account;
    private final List<Sort> sorts;
    private final Choice choice;
    private final Clock clock;
    private final Deque<Work> page = new ArrayDeque<>();
    private int sort;
    private long after;

    public Candidates(Connection view, JobTables job, int account, List<Sort> sorts, Choice choice, Clock clock) {
        this.view = view;
        this.job = job;
        this.account = account;
        this.sorts = List.copyOf(sorts);
        this.choice = choice;
        this.clock = clock;
    }

    /**
     * Returns what a run takes. Who was put on hold after something was sent is left out, so that not even a read is made of them; the
     * claim looks again.
     *
     * @param epoch the run's: what has been attempted in it is not taken again
     */
    public static List<Sort> toErase(JobTables job, RunOptions.Retry retry, long epoch) {
        String free = " AND NOT (attempt > 0 AND " + HoldSql.held(job, job.rows() + ".id") + ")";
        String old = " AND (epoch IS NULL OR epoch < " + epoch + ")" + free;
        String open = Claimable.isOpen("outcome");
        String hasOpen = Claimable.hasOpenFaces(job, job.rows());
        List<Sort> sorts = new ArrayList<>();
        sorts.add(new Sort(TargetState.PENDING, free, open));
        Sort partial;
        if (retry == RunOptions.Retry.NOTHING) {
            partial = new Sort(TargetState.PARTIAL, old + " AND " + hasOpen, open);
        } else {
            String failed = "(" + open + " OR outcome = '" + FaceOutcome.FAILED + "')";
            String kinds = retry == RunOptions.Retry.ALL ? "" : " AND coalesce(permanent, 0) = 0";
            String worthIt = " AND (" + hasOpen + " OR (" + Claimable.hasFailedFaces(job, job.rows()) + kinds + "))";
            partial = new Sort(TargetState.PARTIAL, old + worthIt, failed);
            sorts.add(new Sort(TargetState.FAILED, old + kinds, failed));
            sorts.add(new Sort(TargetState.PRESENT, old, failed));
        }
        sorts.add(partial);
        // Last, because they may have to be left alone for a while.
        sorts.add(new Sort(TargetState.UNKNOWN, old, open));
        return sorts;
    }

    /** Returns what a verification reads: what is settled. */
    public static List<Sort> toVerify() {
        return List.of(new Sort(TargetState.DONE, "", "1"));
    }

    private static String names(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> "'" + constant.name() + "'")
                .collect(Collectors.joining(", "));
    }

    /** Returns the next target, or null at the end. */
    public synchronized @Nullable Work next() throws SQLException {
        while (page.isEmpty() && sort < sorts.size()) {
            if (!read(sorts.get(sort))) {
                sort++;
                after = 0;
            }
        }
        return page.poll();
    }

    /** Reads a page, and returns whether there was anything on it. */
    private boolean read(Sort of) throws SQLException {
        boolean any = false;
        boolean detached = new Transaction(view).detached(job.number()).isAny();
        try (PreparedStatement select = view.prepareStatement(
                "SELECT id, line, attempt, operation, person_hash, person, maybe_earlier, kind, not_before, outcome_at, since, "
                        + "coalesce(" + CellTypes.ROWS.wrong(job.rows()) + ", " + UNUSABLE_ROW + ") AS wrong FROM "
                        + job.rows() + " WHERE account = ? AND state = ? AND id > ?" + of.more()
                        + " ORDER BY id LIMIT " + PAGE)) {
            select.setInt(1, account);
            select.setInt(2, of.state().code());
            select.setLong(3, after);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    any = true;
                    after = row.getLong("id");
                    CellTypes.ROWS.check(row.getString("wrong"), after, row.getLong("line"));
                    Work chosen = choice.of(work(of, row, detached));
                    if (chosen != null) {
                        page.add(chosen);
                    }
                }
            }
        }
        return any;
    }

    /** Returns how many targets of some sorts an account has now. */
    public static long count(Connection view, JobTables job, int account, List<Sort> sorts) throws SQLException {
        long number = 0;
        for (Sort of : sorts) {
            try (PreparedStatement select = view.prepareStatement(
                    "SELECT count(*) FROM " + job.rows() + " WHERE account = ? AND state = ?" + of.more())) {
                select.setInt(1, account);
                select.setInt(2, of.state().code());
                try (ResultSet row = select.executeQuery()) {
                    number += row.next() ? row.getLong(1) : 0;
                }
            }
        }
        return number;
    }

    private Work work(Sort of, ResultSet row, boolean anyDetached) throws SQLException {
        long id = row.getLong("id");
        Operation operation = Cells.constant(Operation.class, row, "operation");
        List<OpenFace> faces = operation == Operation.DELETE_FACES ? faces(of, id) : List.of();
        if (operation == Operation.DELETE_FACES && faces.isEmpty()) {
            throw new ErasureException(
                    ErasureException.Reason.LEDGER_UNREADABLE,
                    "the ledger is damaged: the table " + job.faces() + ", or its index, has no face to delete of row "
                            + id
                            + ", line " + row.getLong("line")
                            + " of the list; 'efface receipts repair' restores what the receipts say");
        }
        return new Work(
                id,
                row.getInt("attempt"),
                of.state(),
                operation,
                HexFormat.of().formatHex(Cells.bytes(row, "person_hash")),
                new HiddenId(Cells.bytes(row, "person"), id, JobCipher.PERSON),
                faces,
                row.getBoolean("maybe_earlier"),
                notBefore(row),
                Cells.time(row, "outcome_at"),
                0,
                operation != Operation.DELETE_FACES && isRefuted(row),
                anyDetached ? new Transaction(view).detached(job.number()).of(id) : List.of());
    }

    /** Returns until when a target is left alone: no longer from now than it was to be when that was stored, if the clock was set back. */
    private @Nullable Instant notBefore(ResultSet row) throws SQLException {
        Instant stored = Cells.time(row, "not_before");
        Instant claimed = Cells.time(row, "since");
        Instant settled = Cells.time(row, "outcome_at");
        Instant storedAt = claimed == null || (settled != null && settled.isAfter(claimed)) ? settled : claimed;
        if (stored == null || storedAt == null) {
            return stored;
        }
        Instant longest = clock.instant().plus(Duration.between(storedAt, stored));
        return stored.isAfter(longest) ? longest : stored;
    }

    private static boolean isRefuted(ResultSet row) throws SQLException {
        return ErrorKind.STILL_PRESENT.name().equals(row.getString("kind"));
    }

    private List<OpenFace> faces(Sort of, long target) throws SQLException {
        List<OpenFace> faces = new ArrayList<>();
        try (PreparedStatement select =
                view.prepareStatement("SELECT row, number, hash, face, outcome, maybe_earlier, kind, "
                        + "coalesce(" + CellTypes.FACES.wrong(job.faces()) + ", " + UNUSABLE_FACE + ") AS wrong FROM "
                        + job.faces() + " WHERE target = ? AND "
                        + of.faces() + " ORDER BY row, number")) {
            select.setLong(1, target);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long named = row.getLong("row");
                    CellTypes.FACES.check(row.getString("wrong"), named, 0);
                    int number = row.getInt("number");
                    faces.add(new OpenFace(
                            named,
                            number,
                            HexFormat.of().formatHex(Cells.bytes(row, "hash")),
                            new HiddenId(Cells.bytes(row, "face"), named, number),
                            Cells.constantOrNull(FaceOutcome.class, row, "outcome"),
                            row.getBoolean("maybe_earlier"),
                            isRefuted(row)));
                }
            }
        }
        return faces;
    }

    @Override
    public synchronized void close() {
        try {
            view.close();
        } catch (SQLException e) {
            // It only read.
        }
    }
}
