package io.efface.erasure.internal.ledger.sqlite;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.ErasedTargets;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.keys.JobCipher;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the erased targets from the tables of a job's rows and faces. For one thread. */
public final class SqliteErasedTargets implements ErasedTargets {
    private final SqliteTransaction tx;
    private final String rows;
    private final String faces;
    private final String detached;
    private final BooleanSupplier hasDetached;

    public SqliteErasedTargets(SqliteTransaction tx, int job) {
        JobTables tables = new JobTables(job);
        this.tx = tx;
        this.rows = tables.rows();
        this.faces = tables.faces();
        this.detached = tables.detached();
        this.hasDetached = tx.detached(job)::hasAny;
    }

    @Override
    public void requireReadable() {
        requireReadable(
                CellTypes.ROWS,
                "id, line",
                rows,
                List.of(
                        "id",
                        "line",
                        "account",
                        "state",
                        "operation",
                        "duplicate_of",
                        "outcome_at",
                        "subject",
                        "person",
                        "person_hash"));
        requireReadable(
                CellTypes.FACES, "row AS id, 0 AS line", faces, List.of("row", "number", "target", "hash", "face"));
        if (hasDetached.getAsBoolean()) {
            requireReadable(CellTypes.DETACHED, "target AS id, 0 AS line", detached, List.of("target", "hash", "face"));
        }
    }

    private void requireReadable(CellTypes types, String place, String table, List<String> columns) {
        tx.sql("SELECT * FROM (SELECT " + place + ", " + types.wrong("t", columns) + " AS wrong FROM " + table
                        + " t NOT INDEXED) WHERE wrong IS NOT NULL LIMIT 1")
                .list(row -> {
                    types.check(row.textOrNull("wrong"), row.number("id"), row.number("line"));
                    return true;
                });
    }

    @Override
    public List<Target> page(Set<Integer> accounts, @Nullable Instant since, long after, int limit) {
        String numbers = new TreeSet<>(accounts).stream().map(String::valueOf).collect(Collectors.joining(", "));
        Query select = tx.sql("SELECT id, line, account, operation, person, person_hash FROM " + rows
                + " WHERE id > :after AND state = :done AND account IN (" + numbers + ")"
                + (since == null ? "" : " AND outcome_at >= :since") + " ORDER BY id LIMIT :limit");
        if (since != null) {
            select.set("since", since);
        }
        return select.set("after", after)
                .set("done", TargetState.DONE.code())
                .set("limit", limit)
                .list(row -> new Target(
                        row.number("id"),
                        row.number("line"),
                        (int) row.number("account"),
                        row.constant(Operation.class, "operation"),
                        new HiddenId(row.bytes("person"), row.number("id"), JobCipher.PERSON),
                        row.bytes("person_hash")));
    }

    @Override
    public Cursor<TargetRow> rows(long target) {
        String select = "SELECT id, line, subject FROM " + rows;
        return tx.sql(select + " WHERE id = :target UNION ALL " + select + " WHERE duplicate_of = :target ORDER BY id")
                .set("target", target)
                .open(row -> new TargetRow(
                        row.number("id"),
                        row.number("line"),
                        new HiddenId(row.bytes("subject"), row.number("id"), JobCipher.SUBJECT)));
    }

    @Override
    public List<HiddenId> faces(long target) {
        return tx.sql("SELECT row, number, face FROM " + faces + " WHERE target = :target ORDER BY row, number")
                .set("target", target)
                .list(row -> new HiddenId(row.bytes("face"), row.number("row"), (int) row.number("number")));
    }
}
