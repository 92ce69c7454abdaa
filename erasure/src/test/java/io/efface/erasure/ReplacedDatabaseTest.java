package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.ReportSummary.Remark;
import io.efface.erasure.internal.ledger.RecordedDatabase;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests jobs whose events say that the database was replaced by a copy. {@link FailoverTest} tests that this is noticed. */
class ReplacedDatabaseTest {
    @TempDir
    Path folder;

    private LedgerAddress address() {
        return LedgerAddress.of(folder.resolve("ledger/ledger.db"));
    }

    private static void replaceDatabase(RunBench bench) {
        bench.ledger.store().writer().write(tx -> {
            tx.events(tx.jobs().get(RunBench.JOB).number())
                    .add(Event.of(EventType.DATABASE_REPLACED, bench.time.instant())
                            .with(RecordedDatabase.FIELD, "other"));
            return true;
        });
    }

    @Test
    void run_databaseWasReplaced_laterOutcomesHaveTheRemark() {
        try (RunBench bench = new RunBench(folder, RunBench.BARE)) {
            bench.putAndPlan(4, "a");
            bench.run(RunBench.options().concurrency(1).limit(2));
            replaceDatabase(bench);
            bench.run();

            assertThat(List.of(bench.row(1), bench.row(2))).allMatch(row -> row.endsWith(" 0"));
            assertThat(List.of(bench.row(3), bench.row(4)))
                    .allMatch(row -> row.startsWith("DONE DELETED ") && row.endsWith(" 1"));
            assertThat(JobStatus.read(address(), RunBench.JOB).databaseReplacedAt())
                    .contains(bench.time.instant());
            assertThat(Report.summary(address(), RunBench.JOB, bench.keys.publicKey())
                            .remarks())
                    .extracting(Remark::code)
                    .contains("DATABASE_REPLACED", "MAYBE_BY_EARLIER_ATTEMPT");
        }
    }

    @Test
    void run_facesInAReplacedDatabase_haveTheRemark() {
        try (RunBench bench = new RunBench(folder, RunBench.BARE)) {
            bench.a.put("p1", "f1", "f2", "f3");
            bench.plan(List.of("subject,person_id,face_ids", "s1,p1,f1;f2;f4"), "a");
            replaceDatabase(bench);
            bench.run();

            assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f3");
            assertThat(bench.row(1)).startsWith("DONE DELETED ").endsWith(" 1");
            assertThat(bench.query("SELECT maybe_earlier FROM FACES")).containsExactly("1", "1", "1");
        }
    }

    @Test
    void run_everybodyAbsentInAReplacedDatabase_stillStops() {
        try (RunBench bench = new RunBench(folder, RunBench.BARE)) {
            bench.plan(RunBench.people(40), "a");
            replaceDatabase(bench);

            RunSummary summary = bench.run(RunBench.options().concurrency(1));

            assertThat(summary.accounts()).containsEntry("a", AccountEnd.TOO_MANY_ABSENT);
        }
    }
}
