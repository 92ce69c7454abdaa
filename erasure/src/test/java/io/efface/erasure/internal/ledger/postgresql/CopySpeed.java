package io.efface.erasure.internal.ledger.postgresql;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.record.NewRow;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Copies rows into a ledger in PostgreSQL and prints the rows per second, without the time for hashing and encrypting ids. The argument is
 * the number of rows. Not a test.
 */
final class CopySpeed {
    private static final int BATCH = 10_000;

    private CopySpeed() {}

    public static void main(String[] arguments) {
        long rows = Long.parseLong(arguments[0]);
        PrintStream out = System.out;
        PostgresLocation location = PostgresLocation.of(TestServer.dataSource(), TestServer.newSchema());
        try (LedgerStore store = location.open()) {
            int job = store.writer().write(tx -> tx.jobs().create("speed", Instant.EPOCH, null, null));
            Random random = new Random(1);
            long copying = 0;
            for (long first = 1; first <= rows; first += BATCH) {
                List<NewRow> batch = new ArrayList<>();
                for (long id = first; id < first + BATCH; id++) {
                    batch.add(row(id, random));
                }
                long start = System.nanoTime();
                store.writer().write(tx -> {
                    tx.plan(job).addAll(batch);
                    return true;
                });
                copying += System.nanoTime() - start;
            }
            out.printf("%d rows copied, %d a second%n", rows, rows * 1_000_000_000L / copying);
            long start = System.nanoTime();
            store.writer().write(tx -> {
                tx.plan(job).finishAdding();
                return true;
            });
            out.printf("indexed in %d ms%n", (System.nanoTime() - start) / 1_000_000);
        }
    }

    private static NewRow row(long id, Random random) {
        return new NewRow(
                id,
                id,
                1,
                TargetState.PENDING,
                null,
                null,
                Operation.DELETE_PERSON,
                new NewRow.Id(bytes(random, 32), bytes(random, 48)),
                new NewRow.Id(bytes(random, 32), bytes(random, 48)),
                List.of(),
                List.of());
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
