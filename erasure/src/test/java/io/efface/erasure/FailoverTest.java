package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.erasure.ReportSummary.Remark;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.StoredFaceResult;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that jobs continue honestly after a failover to a standby server that lacks the last changes. The servers are real. */
class FailoverTest {
    private static final String JOB = "leavers";

    @TempDir
    Path folder;

    private Failover servers;
    private LedgerAddress address;

    @BeforeEach
    void start() throws IOException {
        servers = new Failover(folder);
        address = LedgerAddress.of(servers.dataSource(), "efface");
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private List<String> events(String job) {
        return address.location().<List<String>, RuntimeException>read(tx -> {
            List<String> events = new ArrayList<>();
            tx.events(tx.jobs().get(job).number())
                    .all()
                    .forEach(event -> events.add(new String(event.bytes(), StandardCharsets.UTF_8)));
            return events;
        });
    }

    /** Returns the results of the rows by their lines. */
    private Map<Long, RowResult> results(String job) {
        return address.location().<Map<Long, RowResult>, RuntimeException>read(tx -> {
            Map<Long, RowResult> results = new TreeMap<>();
            tx.rows(tx.jobs().get(job).number())
                    .all()
                    .forEach(row -> results.put(row.plan().line(), row.result()));
            return results;
        });
    }

    private List<StoredFaceResult> faces(String job) {
        return address.location().<List<StoredFaceResult>, RuntimeException>read(tx -> {
            List<StoredFaceResult> results = new ArrayList<>();
            tx.rows(tx.jobs().get(job).number()).faces(false).forEach(face -> results.add(face.result()));
            return results;
        });
    }

    private void checkReceipts(KeyFolder keys, String job) {
        ReceiptsCheck check =
                Receipts.verify(keys.publicKey(), MacKey.read(keys.folder()).orElseThrow(), address, job);
        assertThat(check.verdict()).as(check.sentence()).isEqualTo(ReceiptsCheck.Verdict.INTACT);
        assertThat(check.rows()).satisfies(rows -> assertThat(rows.agrees()).isTrue());
    }

    @Test
    void run_afterFailover_givesEveryOpenTargetTheRemark() throws Exception {
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        StringBuilder list = new StringBuilder("subject,person_id,face_ids\n");
        for (int i = 1; i <= 12; i++) {
            list.append("s" + i + ",p" + i + ",\n");
            library.put("p" + i, "f" + i);
        }
        list.append("s13,p13,g1;g2\n");
        library.put("p13", "g1", "g2", "g3");
        KeyFolder keys = KeyFolder.create(folder.resolve("keys"));
        try (FaceRepositories accounts = FaceRepositories.builder()
                .random(new Random(1))
                .account("a", InMemoryConfig.defaults(), Map.of())
                .service("a", InMemoryFaceLibrary.class, library)
                .open()) {
            Consumer<Consumer<Erasure>> withErasure = use -> {
                try (Ledger ledger = Ledger.open(address)) {
                    use.accept(new Erasure(ledger, keys, accounts, Clock.systemUTC(), new Random(2)));
                }
            };
            RunOptions.Builder options = RunOptions.builder().concurrency(1);
            withErasure.accept(erasure -> {
                erasure.plan(PlanRequest.of(JOB, Bench.list(list.toString().split("\n")))
                        .format(InputFormat.CSV)
                        .accounts(Set.of("a"))
                        .build());
                erasure.run(JOB, options.limit(3).build());
            });
            servers.copy();
            withErasure.accept(erasure -> erasure.run(JOB, options.limit(4).build()));
            assertThat(events(JOB)).noneMatch(event -> event.contains("DATABASE_REPLACED"));
            servers.failOver();

            withErasure.accept(erasure -> {
                RunSummary summary =
                        erasure.run(JOB, RunOptions.builder().concurrency(1).build());
                assertThat(summary.end()).isEqualTo(RunEnd.FINISHED);
                erasure.verify(JOB, VerifyOptions.builder().build());
            });
        }

        assertThat(library.people()).containsExactly(PersonId.of("p13"));
        assertThat(library.faces(PersonId.of("p13"))).contains(Set.of(FaceId.of("g3")));
        results(JOB).forEach((line, result) -> {
            String what = "line " + line + ": " + result;
            boolean isKnown = line <= 4;
            boolean isLost = line > 4 && line <= 8;
            assertThat(result.outcome()).as(what).isEqualTo(isLost ? "ALREADY_ABSENT" : "DELETED");
            assertThat(result.maybeEarlier()).as(what).isEqualTo(!isKnown);
        });
        assertThat(faces(JOB))
                .hasSize(2)
                .allSatisfy(face -> assertThat(face.toString()).contains("maybeEarlier=true"));
        List<String> events = events(JOB);
        assertThat(events)
                .filteredOn(event -> event.contains("DATABASE_REPLACED"))
                .singleElement()
                .satisfies(event -> {
                    List<String> before = events.subList(0, events.indexOf(event));
                    assertThat(before)
                            .filteredOn(other -> other.contains("\"type\":\"OUTCOME\""))
                            .hasSize(3);
                });
        checkReceipts(keys, JOB);
        JobStatus status = JobStatus.read(address, JOB);
        assertThat(status.databaseReplacedAt()).isPresent();
        assertThat(Report.summary(address, JOB, keys.publicKey()).remarks())
                .extracting(Remark::code)
                .contains("DATABASE_REPLACED", "MAYBE_BY_EARLIER_ATTEMPT");
    }

    @Test
    void worker_databaseFailsOver_marksTheOpenTargetsAndContinues() throws Exception {
        RunOptions options = RunOptions.builder()
                .concurrency(1)
                .maxAbsentPercent(100)
                .callTimeout(Duration.ofSeconds(5))
                .build();
        try (FaultScene scene = new FaultScene(folder, address, 1, new Random(1))) {
            String job = scene.planAndDetach(20, options);
            servers.copy();
            CountDownLatch held = new CountDownLatch(1);
            scene.vendors.get(0).holdNext(8, true, held::countDown);
            KeyFolder keys = KeyFolder.open(folder.resolve("keys"));
            try (Ledger ledger = Ledger.open(address);
                    FaceRepositories accounts = scene.accounts();
                    ErasureWorker worker = new Erasure(ledger, keys, accounts, Clock.systemUTC(), new Random(2))
                            .startWorker(
                                    WorkerOptions.builder("one").accountRuns(1).build(), FaultWorker.SHORT)) {
                held.await();
                servers.failOver();
                scene.vendors.get(0).release();
                scene.await("the account run has ended", () -> scene.isFinished(job));
                scene.await(
                        "the final seal",
                        () -> JobStatus.read(address, job).receipts().isFinal());
                assertThat(worker.problem()).isEqualTo(Optional.empty());
            }

            assertThat(events(job))
                    .filteredOn(event -> event.contains("DATABASE_REPLACED"))
                    .hasSize(1);
            assertThat(results(job).values()).allSatisfy(result -> {
                assertThat(result.outcome()).isNotNull();
                assertThat(result.maybeEarlier()).isTrue();
            });
            for (int i = 0; i < 20; i++) {
                assertThat(scene.vendors.get(0).people().person(job + "-p" + i)).isEmpty();
            }
            checkReceipts(keys, job);
        }
    }
}
