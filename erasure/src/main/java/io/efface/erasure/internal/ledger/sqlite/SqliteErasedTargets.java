package io.efface.erasure.internal.ledger.sqlite;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.ErasedTargets;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.keys.JobCipher;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the erased targets from the tables of a job's rows and faces. For one thread. */
public final class SqliteErasedTargets implements ErasedTargets {
    private final SqliteTransaction tx;
    private final String rows;
    private final String faces;

    public SqliteErasedTargets(SqliteTransaction tx, int job) {
        JobTables tables = new JobTables(job);
        this.tx = tx;
        this.rows = tables.rows();
        this.faces = tables.faces();
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
