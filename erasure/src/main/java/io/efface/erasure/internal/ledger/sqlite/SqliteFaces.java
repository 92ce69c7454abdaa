package io.efface.erasure.internal.ledger.sqlite;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.erasure.internal.ledger.Faces;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** The table of a job's faces, for runs and verifications. For one thread. */
public final class SqliteFaces implements Faces {
    private final SqliteTransaction tx;
    private final String table;

    public SqliteFaces(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.table = new JobTables(job).faces();
    }

    @Override
    public List<TargetFace> of(long target) {
        return tx.sql("SELECT row, number, hash, outcome, evidence, verified_at, maybe_earlier, kind FROM " + table
                        + " WHERE target = :target")
                .set("target", target)
                .list(row -> new TargetFace(
                        row.number("row"),
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
        tx.sql("UPDATE " + table + " SET outcome = :outcome, evidence = :evidence, verified_at = :verified,"
                        + " maybe_earlier = :earlier, kind = :kind WHERE row = :row AND number = :number")
                .set("outcome", record.outcome())
                .set("evidence", record.evidence())
                .set("verified", record.verifiedAt())
                .set("earlier", record.maybeEarlier())
                .set("kind", record.kind())
                .set("row", row)
                .set("number", number)
                .update();
    }
}
