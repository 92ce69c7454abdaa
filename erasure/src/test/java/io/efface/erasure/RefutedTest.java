package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Operation;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests targets that a read found after the vendor had reported their deletion. From then on, only a read proves that they are gone. */
class RefutedTest extends RunFixture {
    private static final String KINDS = "SELECT kind FROM ROWS ORDER BY id";

    private boolean reportsFalseSuccess;
    private boolean readsFail;
    private boolean crashesNext;
    private @Nullable Random randomFaults;

    private RunBench failing(Map<String, String> settings) {
        RunBench bench = bench(InMemoryConfig.defaults(), settings);
        before = (operation, person) -> fail(bench, operation);
        return bench;
    }

    private void fail(RunBench bench, Operation operation) {
        if (randomFaults != null) {
            reportsFalseSuccess = randomFaults.nextInt(3) > 0;
            readsFail = randomFaults.nextBoolean();
        }
        if (operation.isRead() && readsFail) {
            bench.a.failNext(ContractFault.UNAVAILABLE_5XX);
        } else if (!operation.isRead() && reportsFalseSuccess) {
            bench.a.failNext(ContractFault.FALSE_SUCCESS);
        }
        if (!operation.isRead() && crashesNext) {
            crashesNext = false;
            bench.crash();
        }
    }

    /** Plans one person and runs the job. The vendor reports the deletion and keeps the person, and a verification finds the person. */
    private RunBench foundByVerify() {
        RunBench bench = failing(RunBench.LAYERS);
        RunBench.put(bench.a, List.of("p1"));
        bench.plan(List.of("p1"), "a");
        reportsFalseSuccess = true;
        bench.run();
        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 0");
        verify(bench);
        assertThat(bench.row(1)).isEqualTo("PRESENT null null 1");
        return bench;
    }

    private static void verify(RunBench bench) {
        bench.erasure.verify(
                RunBench.JOB,
                VerifyOptions.builder().settle(Duration.ZERO).concurrency(1).build());
    }

    private static RunSummary retry(RunBench bench) {
        return bench.run(RunBench.options().retry(RunOptions.Retry.TRANSIENT).concurrency(1));
    }

    @Test
    void run_personFoundByTheLayersAfterOk_isDoneOnlyByARead() {
        RunBench bench = failing(layersWith("verify", "always"));
        RunBench.put(bench.a, List.of("p1"));
        bench.plan(List.of("p1"), "a");
        reportsFalseSuccess = true;
        bench.run();
        assertThat(bench.row(1)).isEqualTo("UNKNOWN null null 1");
        assertThat(bench.query(KINDS)).containsExactly("STILL_PRESENT");

        readsFail = true;
        RunSummary second = bench.run();
        assertThat(bench.row(1)).as("OK again, and no read").isEqualTo("UNKNOWN null null 1");
        assertThat(bench.query(KINDS)).containsExactly("STILL_PRESENT");
        assertThat(second.isWorkLeft()).isTrue();

        reportsFalseSuccess = false;
        bench.run();
        assertThat(RunBench.contains(bench.a, "p1")).isFalse();
        assertThat(bench.row(1)).as("gone, but no read has confirmed it").isEqualTo("UNKNOWN null null 1");

        readsFail = false;
        RunSummary last = bench.run();
        assertThat(bench.row(1)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
        assertThat(bench.query(KINDS)).containsExactly("null");
        assertThat(last.counts().isComplete()).isTrue();
    }

    @Test
    void run_personFoundByVerify_isDoneOnlyByARead() {
        RunBench bench = foundByVerify();

        readsFail = true;
        retry(bench);
        assertThat(bench.row(1)).isEqualTo("UNKNOWN null null 1");
        assertThat(bench.query(KINDS)).containsExactly("STILL_PRESENT");

        readsFail = false;
        bench.run();
        assertThat(bench.row(1))
                .as("found by the reads before and after the deletion")
                .isEqualTo("UNKNOWN null null 1");

        reportsFalseSuccess = false;
        bench.run();
        assertThat(bench.row(1)).isEqualTo("DONE DELETED VERIFIED_ABSENT 1");
        assertThat(bench.query(KINDS)).containsExactly("null");
    }

    @Test
    void run_faceFoundByVerify_isDoneOnlyByARead() {
        RunBench bench = failing(RunBench.LAYERS);
        bench.a.put("p1", "f1", "f2");
        bench.plan(List.of("subject,account,person_id,face_ids", "s,a,p1,f1"));
        reportsFalseSuccess = true;
        bench.run();
        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 0");
        verify(bench);
        assertThat(bench.query("SELECT outcome, kind FROM FACES")).containsExactly("FAILED STILL_PRESENT");

        readsFail = true;
        retry(bench);
        assertThat(bench.row(1)).isEqualTo("UNKNOWN null null 1");
        assertThat(bench.query("SELECT outcome, kind FROM FACES")).containsExactly("UNKNOWN STILL_PRESENT");

        readsFail = false;
        bench.run();
        assertThat(bench.query("SELECT outcome, kind FROM FACES"))
                .as("found by the read after a deletion with a response")
                .containsExactly("FAILED STILL_PRESENT");
        assertThat(bench.row(1)).isEqualTo("FAILED null null 1");
        assertThat(bench.query("SELECT kind, permanent FROM ROWS")).containsExactly("STILL_PRESENT 0");

        reportsFalseSuccess = false;
        retry(bench);
        assertThat(bench.row(1)).isEqualTo("DONE DELETED VERIFIED_ABSENT 1");
        assertThat(bench.query("SELECT outcome, kind FROM FACES")).containsExactly("DELETED null");
        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f2");
    }

    @Test
    void run_crashAfterTheClaimOfAFoundPerson_keepsTheErrorAndCanBeRepaired() {
        RunBench bench = foundByVerify();
        crashesNext = true;
        assertThatThrownBy(() -> retry(bench)).isInstanceOf(ErasureException.class);
        bench.restart();
        assertThat(bench.row(1)).isEqualTo("IN_FLIGHT null null 1");
        assertThat(bench.query(KINDS)).containsExactly("STILL_PRESENT");
        assertThat(bench.receipts().isSound()).isTrue();

        bench.change("UPDATE ROWS SET kind = NULL");
        assertThat(bench.receipts().isSound()).isFalse();
        RepairSummary repaired = Receipts.repair(bench.ledger, bench.keys, bench.time, RunBench.JOB);
        assertThat(repaired.isWhole()).as(repaired.toString()).isTrue();
        assertThat(bench.query(KINDS)).containsExactly("STILL_PRESENT");

        readsFail = true;
        bench.run();
        assertThat(bench.row(1)).as("OK again, and no read").isEqualTo("UNKNOWN null null 1");
        assertThat(bench.receipts().isSound()).isTrue();
        readsFail = false;
        reportsFalseSuccess = false;
        bench.run();
        assertThat(bench.row(1)).isEqualTo("DONE DELETED VERIFIED_ABSENT 1");
    }

    @Test
    void run_randomFalseSuccessesAndFailedReads_foundTargetsAreDoneOnlyAfterALaterRead() {
        long seed = Long.getLong("efface.refuted.seed", System.nanoTime());
        System.out.println("-Defface.refuted.seed=" + seed);
        Random random = new Random(seed);
        RunBench bench = failing(layersWith("verify", random.nextBoolean() ? "always" : "unconfirmed"));
        List<String> lines = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> "s" + i + ",a,p" + i + (i % 2 == 0 ? "," : ",p" + i + "-f1"))
                .toList();
        RunBench.put(bench.a, RunBench.people(20));
        bench.plan(Stream.concat(Stream.of("subject,account,person_id,face_ids"), lines.stream())
                .toList());
        randomFaults = random;
        for (int i = 0; i < 6; i++) {
            retry(bench);
            verify(bench);
            assertThat(bench.query("SELECT r.id FROM ROWS AS r WHERE state = " + TargetState.DONE.code()
                            + " AND evidence <> 'VERIFIED_ABSENT' AND"
                            + " EXISTS(SELECT 1 FROM EVENTS AS e WHERE e.target = r.id"
                            + " AND CAST(e.bytes AS TEXT) LIKE '%STILL_PRESENT%')"))
                    .isEmpty();
        }
    }
}
