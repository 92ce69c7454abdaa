package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.TargetState;
import io.efface.erasure.keys.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A job's hold list inside a transaction. A hash on it holds every target, in every account, of which it is the person, the subject, or
 * the subject of a row that the target stands for.
 */
public final class HoldTable {
    private final JobTables job;
    private final Transaction tx;

    public HoldTable(JobTables job, Transaction tx) {
        this.job = job;
        this.tx = tx;
    }

    /** Puts a hash on the list; returns whether it was not there. */
    public boolean insert(byte[] hash) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT OR IGNORE INTO " + job.holds() + "(hash) VALUES(?)");
        insert.setBytes(1, hash);
        return insert.executeUpdate() > 0;
    }

    /** Takes a hash off the list; returns whether it was there. */
    public boolean delete(byte[] hash) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM " + job.holds() + " WHERE hash = ?");
        delete.setBytes(1, hash);
        return delete.executeUpdate() > 0;
    }

    /** Turns the targets that a hash holds, and for which nothing was sent that may have had an effect, to {@code HELD}; returns how many. */
    public int hold(byte[] hash) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE " + job.rows()
                + " SET state = ? WHERE state = ? AND maybe_earlier = 0 AND id IN (" + targets() + ")");
        update.setInt(1, TargetState.HELD.code());
        update.setInt(2, TargetState.PENDING.code());
        update.setBytes(3, hash);
        update.setBytes(4, hash);
        return update.executeUpdate();
    }

    /** Turns the targets that a hash held, and no other on the list holds, back to {@code PENDING}; returns how many. */
    public int release(byte[] hash) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE " + job.rows() + " AS t SET state = ? WHERE state = ? AND id IN ("
                + targets() + ") AND NOT " + held("t.id"));
        update.setInt(1, TargetState.PENDING.code());
        update.setInt(2, TargetState.HELD.code());
        update.setBytes(3, hash);
        update.setBytes(4, hash);
        return update.executeUpdate();
    }

    /** Returns whether a target must not be touched now, whatever its state. */
    public boolean isHeld(long target) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT " + held("?"));
        select.setLong(1, target);
        select.setLong(2, target);
        try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getInt(1) != 0;
        }
    }

    /**
     * Looks at what was done before to the targets that a hash means.
     *
     * @param started gets those for which something was sent that may have had an effect, and that are not erased
     * @param erased gets those that are
     * @return whether any row names it
     */
    public boolean look(byte[] hash, Set<Long> started, Set<Long> erased) throws SQLException {
        PreparedStatement select =
                tx.prepare("SELECT id, state, maybe_earlier FROM " + job.rows() + " WHERE id IN (" + targets() + ")");
        select.setBytes(1, hash);
        select.setBytes(2, hash);
        boolean any = false;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                any = true;
                TargetState state = TargetState.of(row.getInt(2));
                if (state == TargetState.DONE) {
                    erased.add(row.getLong(1));
                } else if (wasStarted(state) || row.getBoolean(3)) {
                    started.add(row.getLong(1));
                }
            }
        }
        return any;
    }

    private static boolean wasStarted(TargetState state) {
        return switch (state) {
            case IN_FLIGHT, PARTIAL, FAILED, UNKNOWN, PRESENT -> true;
            case PENDING, DONE, HELD, REFUSED, DUPLICATE -> false;
        };
    }

    /** Returns SHA-256 over all hashes on the list in hex and in order, one a line. */
    public String sha256() throws SQLException {
        MessageDigest sha256 = Digests.sha256();
        read(hash -> sha256.update((HexFormat.of().formatHex(hash) + "\n").getBytes(StandardCharsets.US_ASCII)));
        return HexFormat.of().formatHex(sha256.digest());
    }

    /**
     * Reads the hashes on the list in order.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if an entry is not a hash
     */
    public void read(Consumer<byte[]> reader) throws SQLException {
        try (ResultSet row = tx.prepare(
                        "SELECT hash, " + CellTypes.HOLDS.wrong("h") + " FROM " + job.holds() + " h ORDER BY hash")
                .executeQuery()) {
            for (int entry = 1; row.next(); entry++) {
                CellTypes.HOLDS.check(row.getString(2), "entry " + entry + " of the hold list");
                reader.accept(row.getBytes(1));
            }
        }
    }

    /** Returns how many hashes are on the list. */
    public long size() throws SQLException {
        try (ResultSet row = tx.prepare("SELECT count(*) FROM " + job.holds()).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private String targets() {
        return "SELECT coalesce(duplicate_of, id) FROM " + job.rows() + " WHERE person_hash = ?"
                + " UNION SELECT coalesce(duplicate_of, id) FROM " + job.rows() + " WHERE subject_hash = ?";
    }

    private String held(String target) {
        return held(job, target);
    }

    /** Returns a condition: whether the target with the given id, named twice in it, is on hold. */
    public static String held(JobTables job, String target) {
        String of = "SELECT 1 FROM " + job.rows() + " AS g JOIN " + job.holds()
                + " AS h ON h.hash = g.person_hash OR h.hash = g.subject_hash WHERE ";
        return "(EXISTS(" + of + "g.id = " + target + ") OR EXISTS(" + of + "g.duplicate_of = " + target + "))";
    }

    /** Returns SQL for the targets that somebody on the hold list is the person or a subject of. */
    public static String onHold(JobTables job) {
        // The signs keep SQLite from using an index, which may say something else than the table.
        String target = "SELECT coalesce(duplicate_of, id) FROM " + job.rows() + " NOT INDEXED WHERE ";
        String hashes = " IN (SELECT +hash FROM " + job.holds() + ")";
        return target + "person_hash" + hashes + " UNION " + target + "subject_hash" + hashes;
    }
}
