package io.efface.erasure.internal.ledger.postgresql;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.erasure.internal.ledger.Faces;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** The faces of a job, for runs and verifications. For one thread. */
final class PostgresFaces implements Faces {
    private final PostgresTransaction tx;
    private final int job;

    PostgresFaces(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
    }

    @Override
    public List<TargetFace> of(long target) {
        return tx.sql("SELECT row_id, number, hash, outcome, evidence, verified_at, maybe_earlier, kind FROM "
                        + tx.tables(job).faces() + " WHERE job = :job AND target = :target")
                .set("job", job)
                .set("target", target)
                .list(row -> new TargetFace(
                        row.number("row_id"),
                        (int) row.number("number"),
                        HexFormat.of().formatHex(row.bytes("hash")),
                        record(row)));
    }

    private static FaceRecord record(Row row) throws SQLException {
        return new FaceRecord(
                row.constantOrNull(FaceOutcome.class, "outcome"),
                row.constantOrNull(Evidence.class, "evidence"),
                row.time("verified_at"),
                row.flag("maybe_earlier"),
                row.constantOrNull(ErrorKind.class, "kind"));
    }

    @Override
    public void store(long row, int number, FaceRecord record) {
        tx.locks().share(job);
        tx.sql("UPDATE " + tx.tables(job).faces() + " SET outcome = :outcome, evidence = :evidence,"
                        + " verified_at = :verified, maybe_earlier = :earlier, kind = :kind"
                        + " WHERE job = :job AND row_id = :row AND number = :number")
                .set("outcome", record.outcome())
                .set("evidence", record.evidence())
                .set("verified", record.verifiedAt())
                .set("earlier", record.maybeEarlier())
                .set("kind", record.kind())
                .set("job", job)
                .set("row", row)
                .set("number", number)
                .update();
    }
}
