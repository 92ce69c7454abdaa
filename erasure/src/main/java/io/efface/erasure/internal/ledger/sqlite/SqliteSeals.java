package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.Seals;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.SealRow;
import java.sql.SQLException;
import java.util.Optional;

/** The table of a job's seals. For one thread. */
public final class SqliteSeals implements Seals {
    private static final String COLUMNS =
            "SELECT number, first, last, final, bytes, signature, " + CellTypes.SEALS.wrong("s") + " AS wrong FROM ";

    private final SqliteTransaction tx;
    private final String table;

    public SqliteSeals(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.table = new JobTables(job).seals();
    }

    @Override
    public Optional<SealRow> lastSeal() {
        return tx.sql(COLUMNS + table + " s ORDER BY number DESC LIMIT 1").first(SqliteSeals::read);
    }

    @Override
    public Cursor<SealRow> all() {
        return tx.sql(COLUMNS + table + " s ORDER BY number").open(SqliteSeals::read);
    }

    @Override
    public void add(SealRow seal) {
        tx.sql("INSERT INTO " + table
                        + "(number, first, last, final, bytes, signature)"
                        + " VALUES(:number, :first, :last, :final, :bytes, :signature)")
                .set("number", seal.number())
                .set("first", seal.firstPosition())
                .set("last", seal.lastPosition())
                .set("final", seal.isFinal())
                .set("bytes", seal.bytes())
                .set("signature", seal.signature())
                .update();
    }

    private static SealRow read(Row row) throws SQLException {
        CellTypes.SEALS.check(row.textOrNull("wrong"), row.number("number"), 0);
        return new SealRow(
                row.number("number"),
                row.number("first"),
                row.number("last"),
                row.flag("final"),
                row.bytes("bytes"),
                row.bytes("signature"));
    }
}
