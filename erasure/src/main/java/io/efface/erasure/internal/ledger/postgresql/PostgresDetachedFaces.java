package io.efface.erasure.internal.ledger.postgresql;

import io.efface.Evidence;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.DetachedFaces;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.DetachedSum;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The detached faces of a job. For one thread. */
final class PostgresDetachedFaces implements DetachedFaces {
    private final PostgresTransaction tx;
    private final int job;
    private final String table;

    PostgresDetachedFaces(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
        this.table = tx.tables().detached();
    }

    /** Returns an SQL condition: whether a face belongs to a person. */
    private String isOfPerson() {
        return "d.target IN (SELECT id FROM " + tx.tables(job).rows() + " WHERE job = " + job
                + " AND account = :account AND person_hash = :person)";
    }

    /** Returns an SQL condition: whether the target of a face is not yet verified as absent by a read. */
    private String isUnverified() {
        return "NOT EXISTS (SELECT 1 FROM " + tx.tables(job).rows() + " r WHERE r.job = " + job
                + " AND r.id = d.target AND r.state = " + TargetState.DONE.code() + " AND r.evidence = '"
                + Evidence.VERIFIED_ABSENT + "')";
    }

    @Override
    public List<String> store(List<DetachedFace> faces) {
        List<String> added = new ArrayList<>();
        if (faces.isEmpty()) {
            return added;
        }
        tx.locks().share(job);
        Query insert = tx.sql("INSERT INTO " + table + "(job, target, hash, face) VALUES(" + job
                + ", :target, :hash, :face) ON CONFLICT DO NOTHING");
        for (DetachedFace face : faces) {
            insert.set("target", face.target()).set("hash", face.hash()).set("face", face.hidden());
            if (insert.update() > 0) {
                added.add(HexFormat.of().formatHex(face.hash()));
            }
        }
        return added;
    }

    @Override
    public void requireReadable() {
        // PostgreSQL stores only values of a column's type.
    }

    @Override
    public boolean hasAny() {
        return tx.sql("SELECT 1 FROM " + table + " WHERE job = :job LIMIT 1")
                        .set("job", job)
                        .number()
                != 0;
    }

    @Override
    public List<DetachedFace> of(long target) {
        return select("d.target = :target").set("target", target).list(PostgresDetachedFaces::face);
    }

    @Override
    public List<DetachedFace> unverified(int account, String personHash) {
        return select(isOfPerson() + " AND " + isUnverified() + " AND d.face IS NOT NULL")
                .set("account", account)
                .set("person", HexFormat.of().parseHex(personHash))
                .list(PostgresDetachedFaces::face);
    }

    @Override
    public Cursor<String> unverifiedPeople(int account) {
        Query select = tx.sql("SELECT DISTINCT p.person_hash FROM " + table + " d JOIN "
                + tx.tables(job).rows()
                + " p ON p.job = " + job + " AND p.id = d.target WHERE d.job = " + job
                + " AND p.account = :account AND p.person_hash IS NOT NULL AND d.face IS NOT NULL AND "
                + isUnverified());
        return tx.open(select.set("account", account), row -> HexFormat.of().formatHex(row.bytes("person_hash")));
    }

    private Query select(String condition) {
        return tx.sql("SELECT d.target, d.hash, d.face FROM " + table + " d WHERE d.job = " + job + " AND " + condition
                + " ORDER BY d.target, d.hash");
    }

    private static DetachedFace face(Row row) throws SQLException {
        byte[] face = row.bytesOrNull("face");
        if (face == null) {
            throw new ErasureException(Reason.WRONG_STATE, "the job's ids have been destroyed");
        }
        return new DetachedFace(row.number("target"), row.bytes("hash"), face);
    }

    @Override
    public long unverified() {
        return tx.sql("SELECT count(*) FROM " + table + " d WHERE d.job = " + job + " AND " + isUnverified())
                .number();
    }

    @Override
    public DetachedSum sum() {
        DetachedSum sum = new DetachedSum();
        tx.open(
                        tx.sql("SELECT target, hash FROM " + table + " WHERE job = :job")
                                .set("job", job),
                        row -> {
                            sum.add(row.number("target"), row.bytes("hash"));
                            return true;
                        })
                .forEach(added -> {});
        return sum;
    }

    /** Removes the ids of the detached faces of a range of targets. */
    void removeIds(long first, long last) {
        tx.sql("UPDATE " + table + " SET face = NULL WHERE job = :job AND target BETWEEN :first AND :last"
                        + " AND face IS NOT NULL")
                .set("job", job)
                .set("first", first)
                .set("last", last)
                .update();
    }
}
