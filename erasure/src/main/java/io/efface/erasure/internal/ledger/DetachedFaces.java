package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The table of a job's detached faces. It is created when the first face is stored, because few vendors detach faces and because older
 * ledgers do not have it. A face stays until the job is scrubbed: a later read of the person has to be given its id.
 */
public final class DetachedFaces {
    private DetachedFaces() {}

    /**
     * Stores faces of a target that are not stored yet.
     *
     * @return the hashes of those that were added, in hex
     */
    public static List<String> store(Transaction tx, JobTables job, List<DetachedFace> faces) throws SQLException {
        List<String> added = new ArrayList<>();
        if (faces.isEmpty()) {
            return added;
        }
        tx.execute("CREATE TABLE IF NOT EXISTS " + job.detached()
                + "(target INTEGER NOT NULL, hash BLOB NOT NULL, face BLOB, PRIMARY KEY(target, hash)) WITHOUT ROWID");
        PreparedStatement insert =
                tx.prepare("INSERT OR IGNORE INTO " + job.detached() + "(target, hash, face) VALUES(?, ?, ?)");
        for (DetachedFace face : faces) {
            insert.setLong(1, face.target());
            insert.setBytes(2, face.hash());
            insert.setBytes(3, face.hidden());
            if (insert.executeUpdate() > 0) {
                added.add(HexFormat.of().formatHex(face.hash()));
            }
        }
        return added;
    }

    /** Returns whether any face of a job was ever detached. */
    public static boolean isAny(Connection view, JobTables job) throws SQLException {
        try (PreparedStatement select = view.prepareStatement(exists())) {
            return isAny(select, job);
        }
    }

    /** Returns whether any face of a job was ever detached. */
    public static boolean isAny(Transaction tx, JobTables job) throws SQLException {
        return isAny(tx.prepare(exists()), job);
    }

    private static String exists() {
        return "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?";
    }

    private static boolean isAny(PreparedStatement select, JobTables job) throws SQLException {
        select.setString(1, job.detached());
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    /** Returns the faces of a target, of a job that has such faces at all. */
    public static List<DetachedFace> of(Connection view, JobTables job, long target) throws SQLException {
        try (PreparedStatement select = view.prepareStatement("SELECT target, hash, face, "
                + CellTypes.DETACHED.wrong("d") + " AS wrong FROM " + job.detached()
                + " d WHERE target = ? ORDER BY hash")) {
            select.setLong(1, target);
            try (ResultSet row = select.executeQuery()) {
                List<DetachedFace> faces = new ArrayList<>();
                while (row.next()) {
                    CellTypes.DETACHED.check(row.getString("wrong"), target, 0);
                    byte[] face = row.getBytes("face");
                    if (face == null) {
                        throw new ErasureException(Reason.WRONG_STATE, "the job's ids have been destroyed");
                    }
                    faces.add(new DetachedFace(target, row.getBytes("hash"), face));
                }
                return faces;
            }
        }
    }

    /** Returns the sum of all faces of a job. */
    public static DetachedSum sum(Transaction tx, JobTables job) throws SQLException {
        DetachedSum sum = new DetachedSum();
        if (!isAny(tx, job)) {
            return sum;
        }
        try (ResultSet row = tx.prepare("SELECT target, hash, " + CellTypes.DETACHED.wrong("d") + " FROM "
                        + job.detached() + " d NOT INDEXED")
                .executeQuery()) {
            while (row.next()) {
                CellTypes.DETACHED.check(row.getString(3), row.getLong(1), 0);
                sum.add(row.getLong(1), row.getBytes(2));
            }
        }
        return sum;
    }

    /** Removes the ids of the faces of some targets, and leaves their hashes. */
    public static void empty(Transaction tx, JobTables job, long first, long last) throws SQLException {
        if (isAny(tx, job)) {
            PreparedStatement update = tx.prepare(
                    "UPDATE " + job.detached() + " SET face = NULL WHERE target BETWEEN ? AND ? AND face IS NOT NULL");
            update.setLong(1, first);
            update.setLong(2, last);
            update.executeUpdate();
        }
    }
}
