package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.postgresql.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests whole jobs with a ledger in a PostgreSQL database. */
class PostgresJobTest {
    private static final String JOB = "leavers";
    private static final String[] LIST = {
        "subject,person_id,face_ids", "s1,p1,", "s2,p2,f1;f2", "s2,p2,f2;f3", "s3,p3,", "s3b,p3,", "s4,,", "s5,p5,"
    };

    @TempDir
    Path folder;

    private static LedgerAddress database() {
        return LedgerAddress.of(TestServer.dataSource(), TestServer.newSchema());
    }

    private static PlanSummary plan(Bench bench) {
        return bench.plan(PlanRequest.of(JOB, Bench.list(LIST))
                .format(InputFormat.CSV)
                .accounts(Set.of("a", "b"))
                .holdFormat(InputFormat.PLAIN)
                .holds(Bench.list("p5")));
    }

    @Test
    void plan_sameListAndKeys_hasTheDigestOfALedgerInAFile() throws Exception {
        String digest;
        try (Bench file = new Bench(folder.resolve("one"))) {
            digest = plan(file).digest();
        }
        Files.createDirectories(folder.resolve("two"));
        Files.move(folder.resolve("one").resolve("keys"), folder.resolve("two").resolve("keys"));

        try (Bench database = new Bench(folder.resolve("two"), database())) {
            assertThat(plan(database).digest()).isEqualTo(digest);
        }
    }

    @Test
    void plan_moreRowsThanTheSharedPartitionTakes_agreesWithItsReceipts() {
        LedgerAddress address = database();
        try (Bench bench = new Bench(folder.resolve("large"), address)) {
            long lines = 100_500;
            PlanSummary plan = bench.plan(PlanRequest.of(
                            JOB,
                            InputSource.stream(
                                    "lines",
                                    new GeneratedLines(
                                            "subject,person_id",
                                            number -> "s" + number + ',' + GeneratedLines.person(number % 100_400),
                                            lines)))
                    .format(InputFormat.CSV)
                    .accounts(Set.of("a")));

            assertThat(plan.rows()).isEqualTo(lines);
            assertThat(plan.duplicates()).isEqualTo(100);
            ReceiptsCheck check = Receipts.verify(bench.keys.publicKey(), address, JOB);
            assertThat(check.rows()).satisfies(rows -> assertThat(rows.agrees()).isTrue());
        }
    }
}
