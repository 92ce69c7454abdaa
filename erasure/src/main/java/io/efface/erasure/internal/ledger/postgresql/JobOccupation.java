package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.internal.ledger.LedgerStore;
import java.sql.SQLException;

/**
 * The lock of a job that a process runs or verifies. The server releases the lock when the session ends.
 *
 * @param session the session that holds the lock
 */
record JobOccupation(PostgresSession session, String ledgerId, int job) implements LedgerStore.Occupation {
    @Override
    public void close() {
        try (session) {
            PostgresLedger.lock(session, "pg_advisory_unlock", ledgerId, JobLocks.Kind.RUN, job);
        } catch (SQLException | PostgresException e) {
            // The session has ended, so the lock has ended, too.
        }
    }
}
