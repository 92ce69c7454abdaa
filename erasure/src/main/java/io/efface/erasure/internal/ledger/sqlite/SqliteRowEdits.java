package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.RowEdits;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Edits the tables of a job's rows and faces. For one thread. */
public final class SqliteRowEdits implements RowEdits {
    private final SqliteTransaction tx;
    private final int job;
    private final String rows;
    private final String faces;

    public SqliteRowEdits(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
        this.rows = new JobTables(job).rows();
        this.faces = new JobTables(job).faces();
    }

    @Override
    public int makeReadable() {
        // The following statements find rows by an index, and an index may be damaged even if its table is not.
        tx.execute("REINDEX " + rows);
        tx.execute("REINDEX " + faces);
        return CellTypes.ROWS.clear(tx, rows, "1")
                + CellTypes.FACES.clear(tx, faces, "1")
                + new SqliteAccounts(tx, job).clearWrongCells()
                + new SqliteJobs(tx).clearWrongCells(job);
    }

    @Override
    public void restore(
            long row, TargetProgress progress, @Nullable Instant notBefore, boolean withFailure, boolean isTarget) {
        String columnsOfTargets = ", duplicate_of = NULL, problem = CASE WHEN problem = '" + ProblemCode.ID_AGAINST_RULE
                + "' THEN problem END";
        tx.sql("UPDATE " + rows + " SET state = :state, attempt = :attempts, outcome = :outcome,"
                        + " evidence = :evidence, verified_at = :verified, read_at = :read, maybe_earlier = :earlier,"
                        + " operation_id = NULL, epoch = NULL, since = NULL, not_before = :before"
                        + (isTarget ? columnsOfTargets : "") + " WHERE id = :row")
                .set("state", progress.state().code())
                .set("attempts", progress.attempts())
                .set("outcome", progress.outcome())
                .set("evidence", progress.evidence())
                .set("verified", progress.verifiedAt())
                .set("read", progress.readAt())
                .set("earlier", progress.maybeEarlier())
                .set("before", notBefore)
                .set("row", row)
                .update();
        if (withFailure) {
            tx.sql("UPDATE " + rows + " SET kind = :kind, effect = :effect, permanent = :permanent,"
                            + " vendor_code = :code, request_id = :request, outcome_at = :at WHERE id = :row")
                    .set("kind", progress.kind())
                    .set("effect", progress.effect())
                    .set("permanent", progress.permanent())
                    .set("code", progress.answer().code())
                    .set("request", progress.answer().requestId())
                    .set("at", progress.answer().at())
                    .set("row", row)
                    .update();
        }
    }

    @Override
    public boolean hasFaces(long target) {
        return tx.sql("SELECT EXISTS(SELECT 1 FROM " + faces + " NOT INDEXED WHERE row = :target AND target = :target)")
                        .set("target", target)
                        .number()
                > 0;
    }

    @Override
    public List<byte[]> faces(long target) {
        return tx.sql("SELECT hash FROM " + faces + " WHERE target = :target")
                .set("target", target)
                .list(row -> row.bytes("hash"));
    }

    @Override
    public void restoreFace(long target, byte[] hash, FaceRecord record) {
        tx.sql("UPDATE " + faces + " SET outcome = :outcome, evidence = :evidence, verified_at = :verified,"
                        + " maybe_earlier = :earlier, kind = :kind WHERE target = :target AND hash = :hash")
                .set("outcome", record.outcome())
                .set("evidence", record.evidence())
                .set("verified", record.verifiedAt())
                .set("earlier", record.maybeEarlier())
                .set("kind", record.kind())
                .set("target", target)
                .set("hash", hash)
                .update();
    }

    @Override
    public void removeIds(long first, long last) {
        tx.sql("UPDATE " + rows + " SET subject = NULL, person = NULL"
                        + " WHERE id BETWEEN :first AND :last AND (subject IS NOT NULL OR person IS NOT NULL)")
                .set("first", first)
                .set("last", last)
                .update();
        tx.sql("UPDATE " + faces + " SET face = NULL WHERE row BETWEEN :first AND :last AND face IS NOT NULL")
                .set("first", first)
                .set("last", last)
                .update();
        new SqliteDetachedFaces(tx, job).removeIds(first, last);
    }
}
