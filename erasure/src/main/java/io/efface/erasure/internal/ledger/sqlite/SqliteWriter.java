package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.jdbc.GroupWriter;
import java.util.List;

/** Writes a ledger in an SQLite database. Thread-safe. */
public final class SqliteWriter extends GroupWriter {
    private static final int MAX_BATCH_SIZE = 4_096;

    /** The number of attempts to begin a transaction. With ten seconds for each attempt, the writer waits for at least five minutes. */
    private static final int MAX_BEGIN_ATTEMPTS = 30;

    private final SqliteTransaction tx;

    /**
     * Creates the writer of the process that works on the ledger. The writer waits for several minutes if another process changes a hold
     * list meanwhile.
     */
    public SqliteWriter(SqliteTransaction tx) {
        this(tx, MAX_BEGIN_ATTEMPTS, false);
    }

    /**
     * Creates a writer for one short change while another process may have the ledger open. The writer tries once to begin a transaction,
     * and waits for at most the connection's busy timeout.
     */
    public static SqliteWriter beside(SqliteTransaction tx) {
        return new SqliteWriter(tx, 1, true);
    }

    private SqliteWriter(SqliteTransaction tx, int beginAttempts, boolean isBeside) {
        super(new SqliteWriterConnection(tx, beginAttempts, isBeside), MAX_BATCH_SIZE);
        this.tx = tx;
    }

    /** Rewrites the file and empties its log. After that, neither the file nor the log contains removed data. */
    @Override
    public void destroyRemovedData(Checkpoints checkpoints) {
        List<Change<Boolean>> steps = List.of(any -> emptyLog(), any -> rewriteFile(), any -> emptyLog());
        for (Change<Boolean> step : steps) {
            writeAlone(step);
            checkpoints.reached(Checkpoint.SCRUB_STEP);
        }
    }

    private boolean rewriteFile() {
        tx.closeStatements();
        tx.execute("VACUUM");
        return true;
    }

    private boolean emptyLog() {
        boolean isEmpty = tx.sql("PRAGMA wal_checkpoint(TRUNCATE)")
                .first(row -> row.number(1) == 0)
                .orElse(false);
        if (!isEmpty) {
            throw new ErasureException(
                    Reason.LEDGER_IN_USE,
                    "the ledger is being read, so its file cannot yet be rewritten to remove the encrypted ids; the ids"
                            + " are already unreadable; repeat the scrub when no process reads the ledger");
        }
        return true;
    }
}
