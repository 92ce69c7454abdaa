package io.efface.erasure.internal.ledger.sqlite;

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

/**
 * The table of a job's detached faces. The table is created when the first face is stored, because few vendors detach faces and because
 * older ledgers do not have the table. For one thread.
 */
public final class SqliteDetachedFaces implements DetachedFaces {
    private final SqliteTransaction tx;
    private final String table;
    private final String rows;
    /** SQL expression: whether the face belongs to a person. */
    private final String isOfPerson;
    /** SQL expression: whether no read has found the target of the face absent. */
    private final String isUnverified;

    public SqliteDetachedFaces(SqliteTransaction tx, int job) {
        this.tx = tx;
        JobTables tables = new JobTables(job);
        this.table = tables.detached();
        this.rows = tables.rows();
        this.isOfPerson = "target IN (SELECT id FROM " + rows + " WHERE account = :account AND person_hash = :person)";
        this.isUnverified = "NOT EXISTS (SELECT 1 FROM " + rows + " r WHERE r.id = d.target AND r.state = "
                + TargetState.DONE.code() + " AND r.evidence = '" + Evidence.VERIFIED_ABSENT + "')";
    }

    @Override
    public List<String> store(List<DetachedFace> faces) {
        List<String> added = new ArrayList<>();
        if (faces.isEmpty()) {
            return added;
        }
        tx.execute("CREATE TABLE IF NOT EXISTS " + table
                + "(target INTEGER NOT NULL, hash BLOB NOT NULL, face BLOB, PRIMARY KEY(target, hash)) WITHOUT ROWID");
        Query insert = tx.sql("INSERT OR IGNORE INTO " + table + "(target, hash, face) VALUES(:target, :hash, :face)");
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
        if (!hasAny()) {
            return;
        }
        // A row that does not exist has no id, so its id has the wrong type.
        tx.sql("SELECT * FROM (SELECT d.target AS id, coalesce("
                        + CellTypes.ROWS.wrong("r", List.of("id", "account", "state", "person_hash", "evidence"))
                        + ", CASE WHEN r.account IS NULL THEN 'account' WHEN r.person_hash IS NULL THEN 'person_hash' END)"
                        + " AS wrong FROM " + table + " d LEFT JOIN " + rows
                        + " r ON r.id = d.target) WHERE wrong IS NOT NULL LIMIT 1")
                .list(row -> {
                    CellTypes.ROWS.check(row.textOrNull("wrong"), row.number("id"), 0);
                    return true;
                });
    }

    @Override
    public boolean hasAny() {
        return tx.sql("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name")
                        .set("name", table)
                        .number()
                != 0;
    }

    @Override
    public List<DetachedFace> of(long target) {
        return select("target = :target").set("target", target).list(SqliteDetachedFaces::face);
    }

    @Override
    public List<DetachedFace> unverified(int account, String personHash) {
        return select(isOfPerson + " AND " + isUnverified + " AND face IS NOT NULL")
                .set("account", account)
                .set("person", HexFormat.of().parseHex(personHash))
                .list(SqliteDetachedFaces::face);
    }

    @Override
    public Cursor<String> unverifiedPeople(int account) {
        return tx.sql("SELECT DISTINCT p.person_hash FROM " + table + " d JOIN " + rows + " p ON p.id = d.target"
                        + " WHERE p.account = :account AND p.person_hash IS NOT NULL AND d.face IS NOT NULL AND "
                        + isUnverified)
                .set("account", account)
                .open(row -> HexFormat.of().formatHex(row.bytes("person_hash")));
    }

    private Query select(String condition) {
        return tx.sql("SELECT target, hash, face, " + CellTypes.DETACHED.wrong("d") + " AS wrong FROM " + table
                + " d WHERE " + condition + " ORDER BY target, hash");
    }

    private static DetachedFace face(Row row) throws SQLException {
        long target = row.number("target");
        CellTypes.DETACHED.check(row.textOrNull("wrong"), target, 0);
        byte[] face = row.bytesOrNull("face");
        if (face == null) {
            throw new ErasureException(Reason.WRONG_STATE, "the job's ids have been destroyed");
        }
        return new DetachedFace(target, row.bytes("hash"), face);
    }

    @Override
    public long unverified() {
        return hasAny()
                ? tx.sql("SELECT count(*) FROM " + table + " d WHERE " + isUnverified)
                        .number()
                : 0;
    }

    @Override
    public DetachedSum sum() {
        DetachedSum sum = new DetachedSum();
        if (!hasAny()) {
            return sum;
        }
        Query select = tx.sql(
                "SELECT target, hash, " + CellTypes.DETACHED.wrong("d") + " AS wrong FROM " + table + " d NOT INDEXED");
        try (Cursor<Boolean> faces = select.open(row -> {
            CellTypes.DETACHED.check(row.textOrNull("wrong"), row.number("target"), 0);
            sum.add(row.number("target"), row.bytes("hash"));
            return true;
        })) {
            while (faces.next() != null) {
                // The reader has added the face to the sum.
            }
        }
        return sum;
    }

    /** Removes the ids of the detached faces of a range of targets. */
    void removeIds(long first, long last) {
        if (hasAny()) {
            tx.sql("UPDATE " + table + " SET face = NULL WHERE target BETWEEN :first AND :last AND face IS NOT NULL")
                    .set("first", first)
                    .set("last", last)
                    .update();
        }
    }
}
