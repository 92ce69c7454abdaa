package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.Seals;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.SealRow;
import java.sql.SQLException;
import java.util.Optional;

/** The seals of a job. For one thread. */
final class PostgresSeals implements Seals {
    private static final String COLUMNS = "SELECT number, first, last, final, bytes, signature FROM ";

    private final PostgresTransaction tx;
    private final int job;
    private final String table;

    PostgresSeals(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
        this.table = tx.tables().seals();
    }

    @Override
    public Optional<SealRow> lastSeal() {
        if (tx.isWriting()) {
            // The next seal follows this one, so no other process may add a seal meanwhile.
            tx.locks().takeSeals(job);
        }
        return tx.sql(COLUMNS + table + " WHERE job = :job ORDER BY number DESC LIMIT 1")
                .set("job", job)
                .first(PostgresSeals::read);
    }

    @Override
    public Cursor<SealRow> all() {
        return tx.open(
                tx.sql(COLUMNS + table + " WHERE job = :job ORDER BY number").set("job", job), PostgresSeals::read);
    }

    @Override
    public void add(SealRow seal) {
        tx.locks().takeSeals(job);
        tx.sql("INSERT INTO " + table + "(job, number, first, last, final, bytes, signature)"
                        + " VALUES(:job, :number, :first, :last, :final, :bytes, :signature)")
                .set("job", job)
                .set("number", seal.number())
                .set("first", seal.firstPosition())
                .set("last", seal.lastPosition())
                .set("final", seal.isFinal())
                .set("bytes", seal.bytes())
                .set("signature", seal.signature())
                .update();
    }

    private static SealRow read(Row row) throws SQLException {
        return new SealRow(
                row.number("number"),
                row.number("first"),
                row.number("last"),
                row.flag("final"),
                row.bytes("bytes"),
                row.bytes("signature"));
    }
}
