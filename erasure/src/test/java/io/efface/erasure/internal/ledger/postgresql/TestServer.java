package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.record.Job;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The PostgreSQL server of the tests of this JVM, which keeps committed changes as a real one does. The first use starts it. */
public final class TestServer {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private TestServer() {}

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setPGStartupWait(Duration.ofMinutes(2))
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                // The JVM is ending.
            }
        }
    }

    public static int port() {
        return Holder.SERVER.getPort();
    }

    public static DataSource dataSource() {
        return Holder.SERVER.getPostgresDatabase();
    }

    /** Returns a location without a ledger. Plans of more than five rows get partitions of their own. */
    public static PostgresLocation newLocation() {
        return PostgresLocation.of(dataSource(), newSchema()).withLargePlan(5);
    }

    /** Opens a ledger without jobs, which is faster than creating a ledger. Only one test at a time may use it. */
    public static LedgerStore emptyLedger() {
        LedgerStore ledger =
                PostgresLocation.of(dataSource(), "reused").withLargePlan(5).open();
        for (Job job : ledger.read(tx -> tx.jobs().all())) {
            ledger.writer().write(tx -> {
                tx.jobs().drop(job.number());
                return true;
            });
        }
        return ledger;
    }

    /** Returns the location of the ledger that {@link #emptyLedger} opens. */
    public static PostgresLocation reusedLocation() {
        return PostgresLocation.of(dataSource(), "reused").withLargePlan(5);
    }

    /** Returns the name of a schema that does not exist. */
    public static String newSchema() {
        return "efface_" + SCHEMAS.incrementAndGet();
    }
}
