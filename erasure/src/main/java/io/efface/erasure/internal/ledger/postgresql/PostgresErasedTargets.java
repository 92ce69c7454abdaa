package io.efface.erasure.internal.ledger.postgresql;

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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the erased targets of a job. For one thread. */
final class PostgresErasedTargets implements ErasedTargets {
    private final PostgresTransaction tx;
    private final int job;

    PostgresErasedTargets(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
    }

    @Override
    public void requireReadable() {
        // PostgreSQL stores only values of a column's type.
    }

    @Override
    public List<Target> page(Set<Integer> accounts, @Nullable Instant since, long after, int limit) {
        String numbers = new TreeSet<>(accounts).stream().map(String::valueOf).collect(Collectors.joining(", "));
        Query select = tx.sql("SELECT id, line, account, operation, person, person_hash FROM "
                + tx.tables(job).rows() + " WHERE job = :job AND id > :after AND state = :done AND account IN ("
                + (numbers.isEmpty() ? "NULL" : numbers) + ")" + (since == null ? "" : " AND outcome_at >= :since")
                + " ORDER BY id LIMIT :limit");
        if (since != null) {
            select.set("since", since);
        }
        return select.set("job", job)
                .set("after", after)
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
        String select = "SELECT id, line, subject FROM " + tx.tables(job).rows() + " WHERE job = " + job + " AND ";
        return tx.open(
                tx.sql(select + "id = :target UNION ALL " + select + "duplicate_of = :target ORDER BY id")
                        .set("target", target),
                row -> new TargetRow(
                        row.number("id"),
                        row.number("line"),
                        new HiddenId(row.bytes("subject"), row.number("id"), JobCipher.SUBJECT)));
    }

    @Override
    public List<HiddenId> faces(long target) {
        return tx.sql("SELECT row_id, number, face FROM " + tx.tables(job).faces()
                        + " WHERE job = :job AND target = :target ORDER BY row_id, number")
                .set("job", job)
                .set("target", target)
                .list(row -> new HiddenId(row.bytes("face"), row.number("row_id"), (int) row.number("number")));
    }
}
