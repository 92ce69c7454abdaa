package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.internal.ledger.record.NewRow;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The partition with the rows and faces of a job during planning. Small jobs share a partition. A large job gets a partition of its own,
 * which is faster: its indexes are created after its rows, and its removal drops tables. For one thread.
 */
final class PlanPartition {
    private static final String ROW_COLUMNS = "(job, id, line, account, state, problem, problem_column, operation,"
            + " subject_hash, subject, person_hash, person)";
    private static final int ROW_COLUMN_COUNT = 12;
    private static final String FACE_COLUMNS = "(job, row_id, number, target, hash, face)";
    private static final int FACE_COLUMN_COUNT = 6;

    private final PostgresTransaction tx;
    private final int job;

    PlanPartition(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
    }

    /** Moves the job into a partition of its own, unless it has one already. */
    void moveToOwn() {
        PostgresTables small = tx.tables(job);
        if (small.part() != 0) {
            return;
        }
        PostgresTables own = small.withPart(job);
        tx.execute(own.script("partition.sql"));
        move(small.rows(), own.rows(), ROW_COLUMNS);
        move(small.faces(), own.faces(), FACE_COLUMNS);
        tx.sql("UPDATE " + own.jobs() + " SET part = :job WHERE number = :job")
                .set("job", job)
                .update();
        tx.forgetPart(job);
    }

    private void move(String from, String to, String columns) {
        String names = columns.substring(1, columns.length() - 1);
        tx.execute("WITH moved AS (DELETE FROM " + from + " WHERE job = " + job + " RETURNING " + names
                + ") INSERT INTO " + to + columns + " SELECT " + names + " FROM moved");
    }

    /** Adds rows and their faces. */
    void copy(List<NewRow> added) {
        PostgresTables tables = tx.tables(job);
        CopyRows rows = new CopyRows();
        CopyRows faces = new CopyRows();
        for (NewRow row : added) {
            add(rows, row);
            for (int i = 0; i < row.faces().size(); i++) {
                NewRow.Id face = row.faces().get(i);
                faces.row(FACE_COLUMN_COUNT)
                        .integer(job)
                        .bigint(row.id())
                        .integer(i)
                        .bigint(row.id());
                faces.bytes(face.hash()).bytes(face.hidden());
            }
        }
        copy(tables.rows() + ROW_COLUMNS, rows);
        copy(tables.faces() + FACE_COLUMNS, faces);
    }

    private void add(CopyRows rows, NewRow row) {
        NewRow.Id subject = row.subject();
        NewRow.Id person = row.person();
        rows.row(ROW_COLUMN_COUNT)
                .integer(job)
                .bigint(row.id())
                .bigint(row.line())
                .integer(row.account())
                .state(row.state())
                .text(row.problem())
                .integer(row.problemColumn())
                .text(row.operation())
                .bytes(subject == null ? null : subject.hash())
                .bytes(subject == null ? null : subject.hidden())
                .bytes(person == null ? null : person.hash())
                .bytes(person == null ? null : person.hidden());
    }

    private void copy(String table, CopyRows rows) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            CopyIn copy = tx.session()
                    .connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
            try {
                rows.writeTo(copy);
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw new PostgresException(e);
        } catch (IOException e) {
            throw new PostgresException(new SQLException("the rows cannot be sent", "08006", e));
        }
    }

    /** Creates the indexes that the job's own partition still lacks, and attaches the partition to its table. */
    void index() {
        PostgresTables tables = tx.tables(job);
        tx.execute(tables.script("indexes.sql"));
        tx.execute("ANALYZE " + tables.rows() + "; ANALYZE " + tables.faces());
    }
}
