package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.HoldList;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.RowIds;
import io.efface.erasure.keys.JobCipher;
import java.sql.SQLException;
import java.util.List;

/** The table of a job's hold list. For one thread. */
public final class SqliteHoldList implements HoldList {
    private final SqliteTransaction tx;
    private final JobTables job;
    private final String holds;
    private final String rows;
    private final String selectAny;
    private final String selectHeld;

    public SqliteHoldList(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.job = new JobTables(job);
        this.holds = this.job.holds();
        this.rows = this.job.rows();
        this.selectAny = "SELECT EXISTS(SELECT 1 FROM " + holds + ")";
        this.selectHeld = "SELECT " + HoldSql.isHeld(this.job, ":target");
    }

    @Override
    public boolean add(byte[] hash) {
        return change("INSERT OR IGNORE INTO " + holds + "(hash) VALUES(:hash)")
                        .set("hash", hash)
                        .update()
                > 0;
    }

    @Override
    public boolean remove(byte[] hash) {
        return change("DELETE FROM " + holds + " WHERE hash = :hash")
                        .set("hash", hash)
                        .update()
                > 0;
    }

    @Override
    public int addAllOf(int otherJob) {
        return change("INSERT OR IGNORE INTO " + holds + "(hash) SELECT hash FROM " + new JobTables(otherJob).holds())
                .update();
    }

    @Override
    public boolean containsAllOf(int otherJob) {
        return tx.sql("SELECT EXISTS(SELECT hash FROM " + new JobTables(otherJob).holds() + " EXCEPT SELECT hash FROM "
                                + holds + ")")
                        .number()
                == 0;
    }

    @Override
    public long size() {
        return tx.sql("SELECT count(*) FROM " + holds).number();
    }

    @Override
    public Cursor<byte[]> hashes() {
        int[] entry = new int[1];
        return tx.sql("SELECT hash, " + CellTypes.HOLDS.wrong("h") + " AS wrong FROM " + holds + " h ORDER BY hash")
                .open(row -> {
                    entry[0]++;
                    CellTypes.HOLDS.check(row.textOrNull("wrong"), "entry " + entry[0] + " of the hold list");
                    return row.bytes("hash");
                });
    }

    @Override
    public long countUnmatched() {
        String fromRows = " FROM " + rows + " AS r WHERE r.";
        return tx.sql("SELECT count(*) FROM " + holds + " AS h WHERE NOT EXISTS(SELECT 1" + fromRows
                        + "person_hash = h.hash) AND NOT EXISTS(SELECT 1" + fromRows + "subject_hash = h.hash)")
                .number();
    }

    @Override
    public int hold(byte[] hash) {
        return tx.sql("UPDATE " + rows + " SET state = :held WHERE state = :pending AND maybe_earlier = 0 AND id IN ("
                        + targets() + ")")
                .set("held", TargetState.HELD.code())
                .set("pending", TargetState.PENDING.code())
                .set("hash", hash)
                .update();
    }

    @Override
    public int release(byte[] hash) {
        return tx.sql("UPDATE " + rows + " AS t SET state = :pending WHERE state = :held AND id IN (" + targets()
                        + ") AND NOT " + HoldSql.isHeld(job, "t.id"))
                .set("pending", TargetState.PENDING.code())
                .set("held", TargetState.HELD.code())
                .set("hash", hash)
                .update();
    }

    @Override
    public boolean isHeld(long target) {
        // Most hold lists are empty.
        return hasAny() && tx.sql(selectHeld).set("target", target).number() != 0;
    }

    private boolean hasAny() {
        return tx.known(holds, Boolean.class, () -> tx.sql(selectAny).number() != 0);
    }

    /** Returns a statement that changes the hold list. */
    private Query change(String sql) {
        tx.forgetKnown();
        return tx.sql(sql);
    }

    @Override
    public List<Match> targets(byte[] hash) {
        return tx.sql("SELECT id, state, maybe_earlier FROM " + rows + " WHERE id IN (" + targets() + ")")
                .set("hash", hash)
                .list(row ->
                        new Match(row.number("id"), TargetState.of(row.number("state")), row.flag("maybe_earlier")));
    }

    private String targets() {
        return "SELECT coalesce(duplicate_of, id) FROM " + rows + " WHERE person_hash = :hash"
                + " UNION SELECT coalesce(duplicate_of, id) FROM " + rows + " WHERE subject_hash = :hash";
    }

    @Override
    public Cursor<RowIds> unheldRows() {
        String isUnheld = " NOT IN (SELECT hash FROM " + holds + ")";
        return tx.sql("SELECT id, line, person, person_hash, subject, subject_hash FROM " + rows
                        + " WHERE person IS NOT NULL AND person_hash" + isUnheld + " AND subject_hash" + isUnheld
                        + " ORDER BY id")
                .open(SqliteHoldList::ids);
    }

    /** Reads the encrypted ids from the columns id, line, person, person_hash, subject and subject_hash. */
    static RowIds ids(Row row) throws SQLException {
        long id = row.number("id");
        return new RowIds(
                id,
                row.number("line"),
                new HiddenId(row.bytes("person"), id, JobCipher.PERSON),
                row.bytes("person_hash"),
                new HiddenId(row.bytes("subject"), id, JobCipher.SUBJECT),
                row.bytes("subject_hash"));
    }

    @Override
    public long countUnheldTargets() {
        return tx.sql("SELECT count(*) FROM " + rows + " WHERE state NOT IN (:held, :refused, :duplicate)")
                .set("held", TargetState.HELD.code())
                .set("refused", TargetState.REFUSED.code())
                .set("duplicate", TargetState.DUPLICATE.code())
                .number();
    }
}
