package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.HoldList;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.RowIds;
import io.efface.erasure.keys.JobCipher;
import java.sql.SQLException;
import java.util.List;

/** The hold list of a job. For one thread. */
final class PostgresHoldList implements HoldList {
    private final PostgresTransaction tx;
    private final int job;
    private final String holds;

    PostgresHoldList(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
        this.holds = tx.tables().holds();
    }

    private String rows() {
        return tx.tables(job).rows();
    }

    /**
     * Returns an SQL condition: whether the hold list protects a target.
     *
     * @param target the SQL expression for the target's number. The condition contains this expression twice
     */
    static String isHeld(PostgresTables tables, int job, String target) {
        String select = "SELECT 1 FROM " + tables.rows() + " AS g JOIN " + tables.holds() + " AS h ON h.job = " + job
                + " AND h.hash = ANY(ARRAY[g.person_hash, g.subject_hash]) WHERE g.job = " + job + " AND ";
        return "(EXISTS(" + select + "g.id = " + target + ") OR EXISTS(" + select + "g.duplicate_of = " + target + "))";
    }

    /** Returns an SQL query for the numbers of the targets that the hold list protects. */
    static String heldTargets(PostgresTables tables, int job) {
        String target = "SELECT coalesce(g.duplicate_of, g.id) FROM " + tables.holds() + " AS h JOIN " + tables.rows()
                + " AS g ON g.job = " + job + " AND h.hash = g.";
        String ofJob = " WHERE h.job = " + job;
        return target + "person_hash" + ofJob + " UNION " + target + "subject_hash" + ofJob;
    }

    @Override
    public boolean add(byte[] hash) {
        tx.locks().takeAlone(job);
        return tx.sql("INSERT INTO " + holds + "(job, hash) VALUES(:job, :hash) ON CONFLICT DO NOTHING")
                        .set("job", job)
                        .set("hash", hash)
                        .update()
                > 0;
    }

    @Override
    public boolean remove(byte[] hash) {
        tx.locks().takeAlone(job);
        return tx.sql("DELETE FROM " + holds + " WHERE job = :job AND hash = :hash")
                        .set("job", job)
                        .set("hash", hash)
                        .update()
                > 0;
    }

    @Override
    public int addAllOf(int otherJob) {
        tx.locks().takeAlone(job);
        return tx.sql("INSERT INTO " + holds + "(job, hash) SELECT CAST(:job AS integer), hash FROM " + holds
                        + " WHERE job = :other ON CONFLICT DO NOTHING")
                .set("job", job)
                .set("other", otherJob)
                .update();
    }

    @Override
    public boolean containsAllOf(int otherJob) {
        return tx.sql("SELECT 1 WHERE EXISTS(SELECT hash FROM " + holds + " WHERE job = :other EXCEPT SELECT hash FROM "
                                + holds + " WHERE job = :job)")
                        .set("job", job)
                        .set("other", otherJob)
                        .number()
                == 0;
    }

    @Override
    public long size() {
        return tx.sql("SELECT count(*) FROM " + holds + " WHERE job = :job")
                .set("job", job)
                .number();
    }

    @Override
    public Cursor<byte[]> hashes() {
        return tx.open(
                tx.sql("SELECT hash FROM " + holds + " WHERE job = :job ORDER BY hash")
                        .set("job", job),
                row -> row.bytes("hash"));
    }

    @Override
    public long countUnmatched() {
        String fromRows = " FROM " + rows() + " AS r WHERE r.job = " + job + " AND r.";
        return tx.sql("SELECT count(*) FROM " + holds + " AS h WHERE h.job = " + job + " AND NOT EXISTS(SELECT 1"
                        + fromRows + "person_hash = h.hash) AND NOT EXISTS(SELECT 1" + fromRows
                        + "subject_hash = h.hash)")
                .number();
    }

    @Override
    public int hold(byte[] hash) {
        tx.locks().takeAlone(job);
        return tx.sql("UPDATE " + rows() + " SET state = :held WHERE job = " + job
                        + " AND state = :pending AND maybe_earlier = 0 AND id IN (" + targets() + ")")
                .set("held", TargetState.HELD.code())
                .set("pending", TargetState.PENDING.code())
                .set("hash", hash)
                .update();
    }

    @Override
    public int release(byte[] hash) {
        tx.locks().takeAlone(job);
        return tx.sql("UPDATE " + rows() + " AS t SET state = :pending WHERE t.job = " + job
                        + " AND t.state = :held AND t.id IN (" + targets() + ") AND NOT "
                        + isHeld(tx.tables(job), job, "t.id"))
                .set("pending", TargetState.PENDING.code())
                .set("held", TargetState.HELD.code())
                .set("hash", hash)
                .update();
    }

    @Override
    public boolean isHeld(long target) {
        return tx.sql("SELECT 1 WHERE " + isHeld(tx.tables(job), job, ":target"))
                        .set("target", target)
                        .number()
                != 0;
    }

    @Override
    public List<Match> targets(byte[] hash) {
        return tx.sql("SELECT id, state, maybe_earlier FROM " + rows() + " WHERE job = " + job + " AND id IN ("
                        + targets() + ")")
                .set("hash", hash)
                .list(row ->
                        new Match(row.number("id"), TargetState.of(row.number("state")), row.flag("maybe_earlier")));
    }

    private String targets() {
        String select = "SELECT coalesce(duplicate_of, id) FROM " + rows() + " WHERE job = " + job + " AND ";
        return select + "person_hash = :hash UNION " + select + "subject_hash = :hash";
    }

    @Override
    public Cursor<RowIds> unheldRows() {
        String isUnheld = " NOT IN (SELECT hash FROM " + holds + " WHERE job = " + job + ")";
        return tx.open(
                tx.sql("SELECT id, line, person, person_hash, subject, subject_hash FROM " + rows() + " WHERE job = "
                        + job + " AND person IS NOT NULL AND person_hash" + isUnheld + " AND subject_hash" + isUnheld
                        + " ORDER BY id"),
                PostgresHoldList::ids);
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
        return tx.sql("SELECT count(*) FROM " + rows()
                        + " WHERE job = :job AND state NOT IN (:held, :refused, :duplicate)")
                .set("job", job)
                .set("held", TargetState.HELD.code())
                .set("refused", TargetState.REFUSED.code())
                .set("duplicate", TargetState.DUPLICATE.code())
                .number();
    }
}
