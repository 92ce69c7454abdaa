package io.efface.erasure.internal.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Adds events to a job's receipts, each with its HMAC, in the transaction that makes them true. */
public final class EventLog {
    private EventLog() {}

    public static void add(Transaction tx, JobTables job, Event event) throws SQLException {
        byte[] bytes = event.bytes();
        long seq = tx.nextEvent(job);
        PreparedStatement insert = tx.prepare(
                "INSERT INTO " + job.events() + "(seq, position, target, bytes, mac) VALUES(?, NULL, ?, ?, ?)");
        insert.setLong(1, seq);
        Long target = event.target();
        if (target == null) {
            insert.setNull(2, Types.INTEGER);
        } else {
            insert.setLong(2, target);
        }
        insert.setBytes(3, bytes);
        insert.setBytes(4, tx.mac(job).of(seq, bytes));
        insert.executeUpdate();
    }
}
