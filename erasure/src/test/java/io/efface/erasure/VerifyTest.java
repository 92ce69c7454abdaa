package io.efface.erasure;

import static io.efface.erasure.RunBench.rejectedLocally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.efface.Operation;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerifyTest extends RunFixture {
    private static VerifySummary verify(RunBench bench, VerifyOptions.Builder options) {
        return bench.erasure.verify(RunBench.JOB, options.build());
    }

    @Test
    void verify_clockSetBackSinceTheRun_waitsNoLongerThanSettle() {
        RunBench bench = planned(3, "a");
        bench.run();
        bench.time.advance(Duration.ofDays(-1));
        Instant begun = bench.time.instant();

        VerifySummary verified =
                bench.erasure.verify(RunBench.JOB, VerifyOptions.builder().build());

        assertThat(verified.isVerified()).isTrue();
        assertThat(Duration.between(begun, bench.time.instant()))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    void verify_absentTargets_storesTheReadAsEvidence() {
        RunBench bench = planned(100, "a");
        bench.run();

        VerifySummary summary = verify(bench, VerifyOptions.builder());

        assertThat(summary.isVerified()).isTrue();
        assertThat(summary.absent()).isEqualTo(100);
        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(summary.sample()).isEmpty();
        assertThat(bench.row(1)).isEqualTo("DONE DELETED VERIFIED_ABSENT 0");
        assertThat(bench.query(
                        "SELECT count(*) FROM ROWS WHERE verified_at IS NULL OR verified_at < outcome_at + 5000"))
                .containsExactly("0");
        assertThat(bench.events(1)).hasSize(3).last().asString().contains("READ_BACK", "\"found\":false");
    }

    @Test
    void verify_recentOutcome_waitsForTheSettleTime() {
        RunBench bench = planned(3, "a");
        bench.run();
        Instant done = bench.time.instant();

        verify(bench, VerifyOptions.builder().settle(Duration.ofMinutes(2)));

        assertThat(bench.time.instant()).isAfterOrEqualTo(done.plus(Duration.ofMinutes(2)));
        assertThat(Duration.between(done, bench.time.instant())).isLessThan(Duration.ofMinutes(4));
    }

    @Test
    void verify_vendorReportedFalseSuccess_findsThePersonAndReopensTheTarget() {
        RunBench bench = planned(20, "a");
        bench.a.failNext(ContractFault.FALSE_SUCCESS);
        bench.run(RunBench.options().concurrency(1));
        assertThat(bench.row(1)).startsWith("DONE DELETED");
        assertThat(RunBench.contains(bench.a, "p1")).isTrue();
        int before = bench.a.requests();

        VerifySummary summary = verify(bench, VerifyOptions.builder());

        assertThat(summary.present()).isEqualTo(1);
        assertThat(summary.isVerified()).isFalse();
        assertThat(summary.counts().isComplete()).isFalse();
        assertThat(bench.row(1)).isEqualTo("PRESENT null null 1");
        assertThat(bench.a.requests() - before)
                .as("19 targets are read once, and one target is read four times")
                .isEqualTo(19 + 4);
        assertThat(bench.events(1).subList(2, 4))
                .satisfiesExactly(
                        read -> assertThat(read).contains("READ_BACK", "\"found\":true"),
                        reopened -> assertThat(reopened).contains("REOPENED", "PRESENT"));

        assertThat(bench.run().taken().done())
                .as("a present target is attempted again only with retry")
                .isZero();
        RunSummary again = bench.run(RunBench.options().retry(RunOptions.Retry.TRANSIENT));
        assertThat(again.counts().isComplete()).isTrue();
        assertThat(bench.row(1)).isEqualTo("DONE DELETED VERIFIED_ABSENT 1");
        assertThat(verify(bench, VerifyOptions.builder()).isVerified()).isTrue();
    }

    @Test
    void verify_personGoneAtTheSecondRead_isAbsent() {
        AtomicInteger reads = new AtomicInteger();
        RunBench bench = bench();
        before = (operation, person) -> {
            if (operation == Operation.FIND_PERSON && reads.incrementAndGet() == 2) {
                // The vendor's late deletion has its effect now.
                new InMemoryFaceRepository(InMemoryConfig.defaults(), bench.a, bench.time, "other")
                        .asFaceRepository()
                        .deletePerson(person);
            }
        };
        bench.putAndPlan(1, "a");
        bench.a.failNext(ContractFault.FALSE_SUCCESS);
        bench.run();

        VerifySummary summary = verify(bench, VerifyOptions.builder());

        assertThat(summary.isVerified()).isTrue();
        assertThat(bench.row(1)).isEqualTo("DONE DELETED VERIFIED_ABSENT 0");
        assertThat(reads.get()).isEqualTo(2);
    }

    @Test
    void verify_accountWithoutReadBack_countsTargetsAsUnreadableAndSendsNothing() {
        RunBench bench = bench(InMemoryConfig.defaults().withReadsBack(false));
        bench.putAndPlan(5, "a");
        bench.run();
        int before = bench.a.requests();

        VerifySummary summary = verify(bench, VerifyOptions.builder());

        assertThat(summary.unreadable()).isEqualTo(5);
        assertThat(summary.isVerified()).isFalse();
        assertThat(bench.a.requests()).isEqualTo(before);
        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 0");
    }

    @Test
    void verify_sample_returnsABoundAndIsNotVerified() {
        RunBench bench = planned(1000, "a");
        bench.run();

        VerifySummary summary = verify(bench, VerifyOptions.builder().samplePercent(10));

        VerifySummary.Sample sample = summary.sample().orElseThrow();
        assertThat(sample.drawn()).isBetween(60L, 140L);
        assertThat(sample.read()).isEqualTo(sample.drawn());
        assertThat(sample.present()).isZero();
        assertThat(sample.bound()).isCloseTo(3.0 / sample.read(), within(0.002));
        assertThat(summary.isVerified()).isFalse();
    }

    @Test
    void verify_incompleteSample_hasABoundOfOne() {
        RunControl control = new RunControl();
        AtomicInteger reads = new AtomicInteger();
        RunBench bench = bench();
        before = (operation, person) -> {
            if (operation == Operation.FIND_PERSON && reads.incrementAndGet() == 20) {
                control.stop();
            }
        };
        bench.putAndPlan(1000, "a");
        bench.run();

        VerifySummary summary =
                verify(bench, VerifyOptions.builder().samplePercent(50).control(control));

        VerifySummary.Sample sample = summary.sample().orElseThrow();
        assertThat(summary.end()).isEqualTo(RunEnd.STOPPED);
        assertThat(sample.read()).isBetween(20L, 200L);
        assertThat(sample.bound()).isEqualTo(1);
    }

    @Test
    void verify_faces_findsOnlyFacesOfTheTarget() {
        RunBench bench = bench();
        bench.a.put("p1", "f1", "f2", "f3");
        bench.plan(List.of("subject,account,person_id,face_ids", "s,a,p1,f1;f2"), new String[0]);
        bench.run();
        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f3");

        assertThat(verify(bench, VerifyOptions.builder()).isVerified()).isTrue();

        bench.a.put("p1", "f2", "f3");
        VerifySummary summary = verify(bench, VerifyOptions.builder());
        assertThat(summary.present()).isEqualTo(1);
        assertThat(bench.query("SELECT outcome FROM FACES ORDER BY number")).containsExactly("DELETED", "FAILED");

        bench.run(RunBench.options().retry(RunOptions.Retry.TRANSIENT));
        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f3");
        assertThat(bench.row(1)).isEqualTo("DONE DELETED VERIFIED_ABSENT 1");
    }

    @Test
    void verify_accountThatRejects_leavesItsTargetsUnread() {
        RunBench bench = bench();
        before = (operation, person) -> {
            if (operation == Operation.FIND_PERSON) {
                bench.a.failNext(ContractFault.AUTH_REJECTED);
            }
        };
        bench.putAndPlan(4, "a", "b");
        bench.run();

        VerifySummary summary = verify(bench, VerifyOptions.builder());

        assertThat(summary.hasRefusedAccount()).isTrue();
        assertThat(summary.accounts()).containsEntry("b", AccountEnd.FINISHED);
        assertThat(summary.absent()).isEqualTo(4);
        assertThat(summary.left()).isEqualTo(4);
        assertThat(summary.isVerified()).isFalse();
    }

    @Test
    void verify_accountThatRejectsBetweenLocalRejections_isGivenUpAfterTheProbes() {
        AtomicInteger rejected = new AtomicInteger();
        RunBench bench = bench();
        before = (operation, person) -> {
            if (operation == Operation.FIND_PERSON) {
                if (!person.value().endsWith("0")) {
                    throw rejectedLocally(operation);
                }
                rejected.incrementAndGet();
                bench.a.failNext(ContractFault.AUTH_REJECTED);
            }
        };
        bench.putAndPlan(200, "a");
        bench.run();

        VerifySummary summary = verify(bench, VerifyOptions.builder().concurrency(1));

        assertThat(summary.hasRefusedAccount()).isTrue();
        assertThat(summary.absent()).isZero();
        assertThat(rejected.get())
                .as("a rejection in this process does not show that the account works")
                .isLessThanOrEqualTo(4);
    }
}
