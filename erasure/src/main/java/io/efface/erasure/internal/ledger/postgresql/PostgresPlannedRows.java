package io.efface.erasure.internal.ledger.postgresql;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.PlannedRows;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.NewRow;
import io.efface.erasure.internal.ledger.record.RowIds;
import io.efface.erasure.keys.JobCipher;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows and faces of a job during planning. For one thread. */
final class PostgresPlannedRows implements PlannedRows {
    private final PostgresTransaction tx;
    private final int job;

    PostgresPlannedRows(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
    }

    private String rows() {
        return tx.tables(job).rows();
    }

    private String faces() {
        return tx.tables(job).faces();
    }

    private String rowsOfPerson() {
        return rows() + " WHERE job = " + job + " AND account = :account AND person_hash = :hash";
    }

    @Override
    public void addAll(List<NewRow> added) {
        if (added.isEmpty()) {
            return;
        }
        tx.locks().share(job);
        PlanPartition partition = new PlanPartition(tx, job);
        if (added.get(added.size() - 1).id() > tx.schema().largePlan()) {
            partition.moveToOwn();
        }
        partition.copy(added);
        for (NewRow row : added) {
            if (!row.detached().isEmpty()) {
                tx.detached(job).store(row.detached());
            }
        }
    }

    @Override
    public List<RowIds> page(long after, int limit) {
        return tx.sql("SELECT id, line, person, person_hash, subject, subject_hash FROM " + rows()
                        + " WHERE job = :job AND id > :after AND state = :pending ORDER BY id LIMIT :limit")
                .set("job", job)
                .set("after", after)
                .set("pending", TargetState.PENDING.code())
                .set("limit", limit)
                .list(PostgresHoldList::ids);
    }

    @Override
    public List<HiddenId> faces(long row) {
        return tx.sql("SELECT number, face FROM " + faces() + " WHERE job = :job AND row_id = :row")
                .set("job", job)
                .set("row", row)
                .list(face -> new HiddenId(face.bytes("face"), row, (int) face.number("number")));
    }

    @Override
    public void refuse(long row, InputProblem problem, boolean keepSubject) {
        tx.sql("DELETE FROM " + faces() + " WHERE job = :job AND row_id = :row")
                .set("job", job)
                .set("row", row)
                .update();
        tx.sql("UPDATE " + rows() + " SET state = :refused, problem = :problem, problem_column = :column,"
                        + " operation = :operation, person_hash = NULL, person = NULL"
                        + (keepSubject ? "" : ", subject_hash = NULL, subject = NULL")
                        + " WHERE job = :job AND id = :row")
                .set("refused", TargetState.REFUSED.code())
                .set("problem", problem.code())
                .set("column", problem.column())
                .set("operation", Operation.DELETE_PERSON)
                .set("job", job)
                .set("row", row)
                .update();
    }

    @Override
    public void finishAdding() {
        if (tx.tables(job).part() != 0) {
            new PlanPartition(tx, job).index();
        }
    }

    @Override
    public void finishMarking() {
        // The method finishAdding creates all indexes.
    }

    @Override
    public Cursor<Repeated> repeated() {
        return tx.open(
                tx.sql("SELECT account, person_hash, min(id) AS first, count(*) AS size FROM " + rows()
                        + " WHERE job = "
                        + job + " AND account IS NOT NULL AND person_hash IS NOT NULL GROUP BY account, person_hash"
                        + " HAVING count(*) > 1"),
                row -> new Repeated(
                        (int) row.number("account"),
                        row.bytes("person_hash"),
                        row.number("first"),
                        row.number("size")));
    }

    private Query of(Repeated person, String sql) {
        return tx.sql(sql).set("account", person.account()).set("hash", person.personHash());
    }

    @Override
    public Set<Operation> operations(Repeated person) {
        return Set.copyOf(of(person, "SELECT DISTINCT operation FROM " + rowsOfPerson())
                .list(row -> row.constant(Operation.class, "operation")));
    }

    @Override
    public void markDuplicates(Repeated person) {
        of(
                        person,
                        "UPDATE " + rows() + " SET state = :duplicate, duplicate_of = :first WHERE job = " + job
                                + " AND account = :account AND person_hash = :hash AND id <> :first")
                .set("duplicate", TargetState.DUPLICATE.code())
                .set("first", person.first())
                .update();
    }

    @Override
    public void deleteWholePerson(Repeated person) {
        tx.sql("UPDATE " + rows() + " SET operation = :operation WHERE job = :job AND id = :first")
                .set("operation", Operation.DELETE_PERSON)
                .set("job", job)
                .set("first", person.first())
                .update();
        of(
                        person,
                        "DELETE FROM " + faces() + " WHERE job = " + job + " AND row_id IN (SELECT id FROM "
                                + rowsOfPerson() + ")")
                .update();
    }

    @Override
    public void uniteFaces(Repeated person) {
        of(
                        person,
                        "UPDATE " + faces() + " SET target = :first WHERE job = " + job
                                + " AND row_id IN (SELECT id FROM " + rowsOfPerson() + ")")
                .set("first", person.first())
                .update();
        tx.sql("DELETE FROM " + faces() + " WHERE job = " + job + " AND (row_id, number) IN (SELECT row_id, number FROM"
                        + " (SELECT row_id, number, row_number() OVER (PARTITION BY hash ORDER BY row_id, number) AS nth"
                        + " FROM " + faces() + " WHERE job = " + job + " AND target = :first) AS f WHERE nth > 1)")
                .set("first", person.first())
                .update();
    }

    @Override
    public long line(long row) {
        return tx.sql("SELECT line FROM " + rows() + " WHERE job = :job AND id = :row")
                .set("job", job)
                .set("row", row)
                .number();
    }

    @Override
    public FaceCount countFaces(int account, int facesPerCall) {
        return tx.sql("SELECT coalesce(sum(n), 0) AS faces, coalesce(sum((n + :most - 1) / :most), 0) AS calls FROM"
                        + " (SELECT count(*) AS n FROM " + faces() + " AS f JOIN " + rows()
                        + " AS r ON r.job = f.job AND r.id = f.target WHERE f.job = " + job
                        + " AND r.account = :account AND r.state = :pending GROUP BY f.target) AS t")
                .set("most", (long) facesPerCall)
                .set("account", account)
                .set("pending", TargetState.PENDING.code())
                .first(row -> new FaceCount(row.number("faces"), row.number("calls")))
                .orElseThrow();
    }

    @Override
    public Cursor<Long> targets(int account) {
        return tx.open(
                tx.sql("SELECT id FROM " + rows() + " WHERE job = " + job
                                + " AND account = :account AND state = :pending ORDER BY id")
                        .set("account", account)
                        .set("pending", TargetState.PENDING.code()),
                row -> row.number("id"));
    }

    @Override
    public Optional<HiddenId> person(long row) {
        return tx.sql("SELECT person FROM " + rows() + " WHERE job = :job AND id = :row")
                .set("job", job)
                .set("row", row)
                .first(found -> new HiddenId(found.bytes("person"), row, JobCipher.PERSON));
    }
}
