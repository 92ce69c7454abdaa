package io.efface.erasure.internal.receipts;

import io.efface.erasure.internal.ledger.CellTypes;
import io.efface.erasure.internal.ledger.JobTables;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.receipts.FaceFold.Fact;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Compares the faces of one target after the other, in order, with what its events come to. For one thread. */
final class FacesVerifier implements AutoCloseable {
    private final FaceFold fold;
    private final boolean inFull;
    private final ResultSet faces;
    private boolean more;

    /**
     * Begins to read.
     *
     * @param inFull whether the events tell all that a row has
     */
    FacesVerifier(Transaction tx, JobTables job, FaceFold fold, boolean inFull) throws SQLException {
        this.fold = fold;
        this.inFull = inFull;
        this.faces = tx.prepare("SELECT target, hash, outcome, evidence, verified_at, maybe_earlier, kind, row, "
                        + CellTypes.FACES.wrong("f") + " FROM " + job.faces() + " f NOT INDEXED ORDER BY target")
                .executeQuery();
        this.more = faces.next();
    }

    /**
     * Returns whether the rows of a target's faces say what its events say.
     *
     * @param target greater than the one before
     */
    boolean agree(long target, boolean named) throws IOException, SQLException {
        Map<String, Fact> is = facesOf(target);
        if (is.isEmpty() && !named) {
            return true;
        }
        Map<String, Fact> shall = new HashMap<>();
        is.keySet().forEach(hash -> shall.put(hash, Fact.NOTHING));
        boolean complete = fold.apply(target, shall);
        return (!complete && !inFull) || is.equals(shall);
    }

    private Map<String, Fact> facesOf(long target) throws SQLException {
        Map<String, Fact> is = new HashMap<>();
        while (more && faces.getLong(1) <= target) {
            CellTypes.FACES.check(faces.getString(9), faces.getLong(8), 0);
            if (faces.getLong(1) == target) {
                long millis = faces.getLong(5);
                Long verified = faces.wasNull() ? null : millis;
                is.put(
                        HexFormat.of().formatHex(faces.getBytes(2)),
                        new Fact(
                                faces.getString(3),
                                faces.getString(4),
                                verified,
                                faces.getBoolean(6),
                                faces.getString(7)));
            }
            more = faces.next();
        }
        return is;
    }

    /** Reads the faces behind the last row, which belong to no target. */
    void end() throws SQLException {
        facesOf(Long.MAX_VALUE);
    }

    @Override
    public void close() throws SQLException {
        faces.close();
    }
}
