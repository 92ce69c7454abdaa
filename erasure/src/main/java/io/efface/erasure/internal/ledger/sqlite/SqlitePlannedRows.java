package io.efface.erasure.internal.ledger.sqlite;

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

/** The tables of a job's rows and faces during planning. For one thread. */
public final class SqlitePlannedRows implements PlannedRows {
    private static final List<String> ROW_COLUMNS = List.of(
            "id",
            "line",
            "account",
            "state",
            "problem",
            "problem_column",
            "operation",
            "subject_hash",
            "subject",
            "person_hash",
            "person");
    private static final List<String> FACE_COLUMNS = List.of("row", "number", "target", "hash", "face");

    private final SqliteTransaction tx;
    private final JobTables job;
    private final String rows;
    private final String faces;
    private final String rowsOfPerson;

    public SqlitePlannedRows(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.job = new JobTables(job);
        this.rows = this.job.rows();
        this.faces = this.job.faces();
        this.rowsOfPerson = rows + " WHERE account = :account AND person_hash = :hash";
    }

    @Override
    public void addAll(List<NewRow> added) {
        BulkInsert row = new BulkInsert(tx, rows, ROW_COLUMNS);
        BulkInsert face = new BulkInsert(tx, faces, FACE_COLUMNS);
        for (NewRow each : added) {
            NewRow.Id subject = each.subject();
            NewRow.Id person = each.person();
            row.add(
                    each.id(),
                    each.line(),
                    each.account(),
                    each.state().code(),
                    each.problem(),
                    each.problemColumn(),
                    each.operation(),
                    subject == null ? null : subject.hash(),
                    subject == null ? null : subject.hidden(),
                    person == null ? null : person.hash(),
                    person == null ? null : person.hidden());
            for (int i = 0; i < each.faces().size(); i++) {
                NewRow.Id id = each.faces().get(i);
                face.add(each.id(), i, each.id(), id.hash(), id.hidden());
            }
            if (!each.detached().isEmpty()) {
                tx.detached(job.number()).store(each.detached());
            }
        }
        row.finish();
        face.finish();
    }

    @Override
    public List<RowIds> page(long after, int limit) {
        return tx.sql("SELECT id, line, person, person_hash, subject, subject_hash FROM " + rows
                        + " WHERE id > :after AND state = :pending ORDER BY id LIMIT :limit")
                .set("after", after)
                .set("pending", TargetState.PENDING.code())
                .set("limit", limit)
                .list(SqliteHoldList::ids);
    }

    @Override
    public List<HiddenId> faces(long row) {
        return tx.sql("SELECT number, face FROM " + faces + " WHERE row = :row")
                .set("row", row)
                .list(face -> new HiddenId(face.bytes("face"), row, (int) face.number("number")));
    }

    @Override
    public void refuse(long row, InputProblem problem, boolean keepSubject) {
        tx.sql("DELETE FROM " + faces + " WHERE row = :row").set("row", row).update();
        tx.sql("UPDATE " + rows + " SET state = :refused, problem = :problem, problem_column = :column,"
                        + " operation = :operation, person_hash = NULL, person = NULL"
                        + (keepSubject ? "" : ", subject_hash = NULL, subject = NULL")
                        + " WHERE id = :row")
                .set("refused", TargetState.REFUSED.code())
                .set("problem", problem.code())
                .set("column", problem.column())
                .set("operation", Operation.DELETE_PERSON)
                .set("row", row)
                .update();
    }

    @Override
    public void finishAdding() {
        Schema.createDuplicateIndexes(job, tx);
        if (tx.holds(job.number()).size() > 0) {
            Schema.createHoldIndexes(job, tx);
        }
    }

    @Override
    public void finishMarking() {
        Schema.createIndexes(job, tx);
    }

    @Override
    public Cursor<Repeated> repeated() {
        // One ordered scan of the index finds these persons without reading the rows.
        return tx.sql("SELECT account, person_hash, min(id) AS first, count(*) AS size FROM " + rows + " INDEXED BY "
                        + rows + "_person WHERE account IS NOT NULL AND person_hash IS NOT NULL"
                        + " GROUP BY account, person_hash HAVING count(*) > 1")
                .open(row -> new Repeated(
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
        return Set.copyOf(of(person, "SELECT DISTINCT operation FROM " + rowsOfPerson)
                .list(row -> row.constant(Operation.class, "operation")));
    }

    @Override
    public void markDuplicates(Repeated person) {
        of(
                        person,
                        "UPDATE " + rows + " SET state = :duplicate, duplicate_of = :first"
                                + " WHERE account = :account AND person_hash = :hash AND id <> :first")
                .set("duplicate", TargetState.DUPLICATE.code())
                .set("first", person.first())
                .update();
    }

    @Override
    public void deleteWholePerson(Repeated person) {
        tx.sql("UPDATE " + rows + " SET operation = :operation WHERE id = :first")
                .set("operation", Operation.DELETE_PERSON)
                .set("first", person.first())
                .update();
        of(person, "DELETE FROM " + faces + " WHERE row IN (SELECT id FROM " + rowsOfPerson + ")")
                .update();
    }

    @Override
    public void uniteFaces(Repeated person) {
        of(person, "UPDATE " + faces + " SET target = :first WHERE row IN (SELECT id FROM " + rowsOfPerson + ")")
                .set("first", person.first())
                .update();
        tx.sql("DELETE FROM " + faces + " WHERE (row, number) IN (SELECT row, number FROM"
                        + " (SELECT row, number, row_number() OVER (PARTITION BY hash ORDER BY row, number) AS nth FROM "
                        + faces + " WHERE target = :first) WHERE nth > 1)")
                .set("first", person.first())
                .update();
    }

    @Override
    public long line(long row) {
        return tx.sql("SELECT line FROM " + rows + " WHERE id = :row")
                .set("row", row)
                .number();
    }

    @Override
    public FaceCount countFaces(int account, int facesPerCall) {
        return tx.sql(
                        "SELECT sum(n) AS faces, sum((n + :most - 1) / :most) AS calls FROM (SELECT count(*) AS n FROM "
                                + faces + " AS f JOIN " + rows
                                + " AS r ON r.id = f.target WHERE r.account = :account AND r.state = :pending GROUP BY f.target)")
                .set("most", facesPerCall)
                .set("account", account)
                .set("pending", TargetState.PENDING.code())
                .first(row -> new FaceCount(row.number("faces"), row.number("calls")))
                .orElseThrow();
    }

    @Override
    public Cursor<Long> targets(int account) {
        return tx.sql("SELECT id FROM " + rows + " WHERE account = :account AND state = :pending ORDER BY id")
                .set("account", account)
                .set("pending", TargetState.PENDING.code())
                .open(row -> row.number("id"));
    }

    @Override
    public Optional<HiddenId> person(long row) {
        return tx.sql("SELECT person FROM " + rows + " WHERE id = :row")
                .set("row", row)
                .first(found -> new HiddenId(found.bytes("person"), row, JobCipher.PERSON));
    }
}
