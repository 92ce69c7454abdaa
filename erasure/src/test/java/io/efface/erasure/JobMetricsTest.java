package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Operation;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.metrics.JobMetrics;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the numbers of jobs that metrics show. */
class JobMetricsTest extends RunFixture {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static JobMetrics.Account account(RunBench bench) {
        JobMetrics metrics = JobMetrics.read(bench.ledger.file(), RunBench.JOB, NOON);
        assertThat(metrics.readAt()).isEqualTo(NOON);
        return metrics.accounts().get(0);
    }

    @Test
    void read_partialTargetWithOpenFaces_isOpenUntilAllFacesAreGone() {
        RunBench bench = bench(InMemoryConfig.defaults().withFacesPerCall(1), layersWith("verify", "off"));
        bench.a.put("p1", "f1", "f2", "f3");
        bench.plan(List.of("subject,account,person_id,face_ids", "s,a,p1,f1;f2"));
        bench.a.passNext();
        bench.a.failNext(ContractFault.DROP_AFTER_EFFECT);

        bench.run();

        assertThat(account(bench).states()).isEqualTo(Map.of(TargetState.PARTIAL, 1L));
        assertThat(account(bench).open()).isOne();
        assertThat(account(bench).notDone()).isOne();

        bench.run();

        assertThat(account(bench).states()).isEqualTo(Map.of(TargetState.DONE, 1L));
        assertThat(account(bench).open()).isZero();
        assertThat(account(bench).notDone()).isZero();
    }

    @Test
    void read_partialTargetWithRetainedFace_isNotOpen() {
        RunBench bench = bench(InMemoryConfig.defaults(), layersWith("last-face", "keep-one"));
        bench.a.put("p1", "f1", "f2");
        bench.plan(List.of("subject,account,person_id,face_ids", "s,a,p1,f1;f2"));

        bench.run();

        assertThat(account(bench).states()).isEqualTo(Map.of(TargetState.PARTIAL, 1L));
        assertThat(account(bench).open()).isZero();
        assertThat(account(bench).notDone()).isOne();
    }

    @Test
    void read_targetHeldAfterAnAttempt_isNeitherOpenNorLeft() {
        RunBench bench = bench();
        String first = RunBench.people(3).get(0);
        bench.putAndPlan(3, "a");
        bench.a.failNext(ContractFault.AUTH_REJECTED);
        before = (operation, person) -> {
            if (operation == Operation.DELETE_PERSON && person.value().equals(first)) {
                bench.erasure.holds().add(RunBench.JOB, Bench.list(first), null, InputColumns.defaults());
            }
        };

        bench.run(options().concurrency(1));

        assertThat(account(bench).states()).isEqualTo(Map.of(TargetState.HELD, 1L, TargetState.DONE, 2L));
        assertThat(account(bench).open()).isZero();
        assertThat(account(bench).notDone()).isZero();
    }

    @Test
    void newest_severalJobs_areLimitedAndWithoutScrubbedJobs() throws IOException {
        try (JobFixture job = new JobFixture(folder)) {
            job.row(1, 1, "s", "p1", TargetState.DONE)
                    .next("second")
                    .next("third")
                    .next("fourth");
            job.sql("UPDATE job SET state = 'SCRUBBED' WHERE name = 'third'");
            job.sql("UPDATE job SET state = 'SCRUBBING' WHERE name = 'fourth'");

            assertThat(names(job.file, 10)).containsExactly("second", JobFixture.NAME);
            assertThat(names(job.file, 1)).containsExactly("second");
            assertThat(JobMetrics.newest(job.file, 10, NOON).get(1))
                    .isEqualTo(JobMetrics.read(job.file, JobFixture.NAME, NOON));
            assertThatThrownBy(() -> names(job.file, 0)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static List<String> names(Path ledger, int limit) {
        return JobMetrics.newest(ledger, limit, NOON).stream()
                .map(JobMetrics::job)
                .toList();
    }
}
