package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.jdbc.GroupWriter;
import java.util.List;

/** Writes a ledger in a PostgreSQL database. Thread-safe. */
final class PostgresWriter extends GroupWriter {
    /** The greatest number of subtransactions that PostgreSQL keeps in shared memory for a transaction. */
    private static final int MAX_BATCH_SIZE = 64;

    private final PostgresTransaction tx;

    PostgresWriter(PostgresTransaction tx) {
        super(new PostgresWriterConnection(tx), MAX_BATCH_SIZE);
        this.tx = tx;
    }

    /**
     * Removes the old versions of changed rows from the tables. Unlike SQLite's file, the files of a PostgreSQL server may still contain
     * the removed bytes: in free space of pages, in the write-ahead log, in its archive, and on standby servers.
     */
    @Override
    public void destroyRemovedData(Checkpoints checkpoints) {
        List<String> partitions =
                write(any -> tx.sql("SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name"
                                + " FROM pg_catalog.pg_tables WHERE schemaname = :schema AND (tablename LIKE 'job_row_%'"
                                + " OR tablename LIKE 'job_face_%' OR tablename = 'detached') ORDER BY tablename")
                        .set("schema", tx.schema().name())
                        .list(row -> row.text("name")));
        for (String table : partitions) {
            writeAlone(any -> {
                tx.session().setAutoCommit(true);
                try {
                    tx.execute("VACUUM " + table);
                } finally {
                    tx.session().setAutoCommit(false);
                }
                return true;
            });
            checkpoints.reached(Checkpoint.SCRUB_STEP);
        }
    }
}
