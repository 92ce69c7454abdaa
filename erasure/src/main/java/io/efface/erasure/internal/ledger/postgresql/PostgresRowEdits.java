package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.RowEdits;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Edits the rows and faces of a job. For one thread. */
final class PostgresRowEdits implements RowEdits {
    private final PostgresTransaction tx;
    private final int job;

    PostgresRowEdits(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
    }

    /** Prepares a statement that changes rows or faces while no other transaction changes the job. */
    private Query change(String sql) {
        tx.locks().takeAlone(job);
        return tx.sql(sql);
    }

    private String rows() {
        return tx.tables(job).rows();
    }

    private String faces() {
        return tx.tables(job).faces();
    }

    @Override
    public int makeReadable() {
        // PostgreSQL checks the types of values itself.
        return 0;
    }

    @Override
    public void restore(
            long row, TargetProgress progress, @Nullable Instant notBefore, boolean withFailure, boolean isTarget) {
        String columnsOfTargets = ", duplicate_of = NULL, problem = CASE WHEN problem = '" + ProblemCode.ID_AGAINST_RULE
                + "' THEN problem END";
        change("UPDATE " + rows() + " SET state = :state, attempt = :attempts, outcome = :outcome,"
                        + " evidence = :evidence, verified_at = :verified, read_at = :read, maybe_earlier = :earlier,"
                        + " operation_id = NULL, epoch = NULL, since = NULL, not_before = :before"
                        + (isTarget ? columnsOfTargets : "") + " WHERE job = " + job + " AND id = :row")
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
            change("UPDATE " + rows() + " SET kind = :kind, effect = :effect, permanent = :permanent,"
                            + " vendor_code = :code, request_id = :request, outcome_at = :at WHERE job = " + job
                            + " AND id = :row")
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
        return tx.sql("SELECT 1 FROM " + faces() + " WHERE job = " + job
                                + " AND row_id = :target AND target = :target LIMIT 1")
                        .set("target", target)
                        .number()
                > 0;
    }

    @Override
    public List<byte[]> faces(long target) {
        return tx.sql("SELECT hash FROM " + faces() + " WHERE job = " + job + " AND target = :target")
                .set("target", target)
                .list(row -> row.bytes("hash"));
    }

    @Override
    public void restoreFace(long target, byte[] hash, FaceRecord record) {
        change("UPDATE " + faces() + " SET outcome = :outcome, evidence = :evidence, verified_at = :verified,"
                        + " maybe_earlier = :earlier, kind = :kind WHERE job = " + job
                        + " AND target = :target AND hash = :hash")
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
        change("UPDATE " + rows() + " SET subject = NULL, person = NULL" + " WHERE job = " + job
                        + " AND id BETWEEN :first AND :last AND (subject IS NOT NULL OR person IS NOT NULL)")
                .set("first", first)
                .set("last", last)
                .update();
        change("UPDATE " + faces() + " SET face = NULL WHERE job = " + job
                        + " AND row_id BETWEEN :first AND :last AND face IS NOT NULL")
                .set("first", first)
                .set("last", last)
                .update();
        new PostgresDetachedFaces(tx, job).removeIds(first, last);
    }
}
