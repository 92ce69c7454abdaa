package io.efface.erasure;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Adds events to a job's receipts, in the transaction that makes them true. */
final class EventLog {
    private EventLog() {}

    static void add(Transaction tx, JobTables job, Event event) throws SQLException {
        PreparedStatement insert =
                tx.prepare("INSERT INTO " + job.events() + "(position, target, bytes) VALUES(NULL, ?, ?)");
        Long target = event.target();
        if (target == null) {
            insert.setNull(1, Types.INTEGER);
        } else {
            insert.setLong(1, target);
        }
        insert.setBytes(2, event.bytes());
        insert.executeUpdate();
    }
}
