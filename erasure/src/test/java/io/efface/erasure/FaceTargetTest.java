package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceId;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaceTargetTest extends RunFixture {
    private static final String HEADER = "subject,account,person_id,face_ids";

    private static List<String> faces(RunBench bench) {
        return bench.query("SELECT outcome, evidence, maybe_earlier FROM FACES ORDER BY row, number");
    }

    @Test
    void faces_someExistingAndOneAbsent_areDoneTogether() {
        RunBench bench = bench();
        bench.a.put("p1", "f1", "f2", "f3");
        bench.plan(List.of(HEADER, "s,a,p1,f1;f2;f9"));

        RunSummary summary = bench.run();

        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f3");
        assertThat(faces(bench))
                .containsExactly("DELETED CONFIRMED 0", "DELETED CONFIRMED 0", "ALREADY_ABSENT CONFIRMED 0");
        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 0");
        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(bench.events(1).get(1)).contains("\"faces\":[{\"face\":").doesNotContain("\"f1\"");
    }

    @Test
    void faces_ofTwoRowsOfOnePerson_areDeletedWithOneClaim() {
        RunBench bench = bench();
        bench.a.put("p1", "f1", "f2", "f3");
        bench.plan(List.of(HEADER, "s,a,p1,f1", "t,a,p1,f2;f1"));

        RunSummary summary = bench.run();

        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f3");
        assertThat(calls).hasValue(1);
        assertThat(summary.counts().in(TargetState.DUPLICATE)).isEqualTo(1);
        assertThat(summary.counts().isComplete()).isTrue();
    }

    @Test
    void faces_ofAMissingPerson_areAbsent() {
        RunBench bench = bench();
        bench.plan(List.of(HEADER, "s,a,p1,f1;f2"));

        bench.run();

        assertThat(bench.row(1)).isEqualTo("DONE ALREADY_ABSENT CONFIRMED 0");
    }

    @Test
    void lastFace_accountKeepsIt_isRetainedAndNeverComplete() {
        RunBench bench = bench(InMemoryConfig.defaults(), layersWith("last-face", "keep-one"));
        bench.a.put("p1", "f1", "f2");
        bench.plan(List.of(HEADER, "s,a,p1,f1;f2"));

        RunSummary summary = bench.run();

        assertThat(faces(bench)).containsExactly("RETAINED null 0", "DELETED CONFIRMED 0");
        assertThat(bench.row(1)).startsWith("PARTIAL null null");
        assertThat(bench.query("SELECT effect FROM ROWS")).containsExactly("PARTIAL");
        assertThat(summary.counts().isComplete()).isFalse();
        assertThat(summary.counts().closed()).isEqualTo(1);
        assertThat(summary.isWorkLeft()).as("another run would change nothing").isFalse();
        assertThat(summary.finallySealed()).isTrue();
        assertThat(bench.run(options().retry(RunOptions.Retry.ALL)).taken().done())
                .isZero();
    }

    @Test
    void verify_foundFacesWithoutAnyRequest_haveNoRemarkAboutAnEarlierAttempt() {
        RunBench bench = bench(InMemoryConfig.defaults(), layersWith("last-face", "keep-one"));
        bench.plan(List.of(HEADER, "s,a,p1,f1"));
        bench.run();
        assertThat(bench.row(1)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 0");
        assertThat(bench.query("SELECT attempt FROM ROWS")).containsExactly("0");
        bench.a.put("p1", "f1", "f2");

        bench.erasure.verify(RunBench.JOB, VerifyOptions.builder().build());

        assertThat(bench.row(1)).isEqualTo("PRESENT null null 0");
        assertThat(faces(bench)).containsExactly("FAILED null 0");
    }

    @Test
    void lastFace_rejectedByTheVendor_failsPermanently() {
        RunBench bench = bench(InMemoryConfig.defaults().withLastFace(LastFaceRule.Behavior.KEPT));
        bench.a.put("p1", "f1");
        bench.plan(List.of(HEADER, "s,a,p1,f1"));

        RunSummary summary = bench.run();

        assertThat(bench.row(1)).startsWith("FAILED");
        assertThat(bench.query("SELECT kind, permanent FROM ROWS")).containsExactly("FAILED_PRECONDITION 1");
        assertThat(summary.counts().permanent()).isEqualTo(1);
        assertThat(bench.run(options().retry(RunOptions.Retry.TRANSIENT))
                        .taken()
                        .done())
                .isZero();
        assertThat(bench.run(options().retry(RunOptions.Retry.ALL)).taken().done())
                .isEqualTo(1);
    }

    @Test
    void lastFace_vendorThatDeletesThePerson_failsWithoutEffectAndKeepsThePerson() {
        RunBench bench = bench(InMemoryConfig.defaults().withLastFace(LastFaceRule.Behavior.DELETES_PERSON));
        bench.a.put("p1", "f1", "f2");
        bench.a.put("p2", "f1", "f2");
        bench.plan(List.of(HEADER, "s,a,p1,f1;f2", "s,a,p2,f1"));

        RunSummary summary = bench.run();

        assertThat(bench.query("SELECT kind, permanent FROM ROWS WHERE line = 2"))
                .containsExactly("FAILED_PRECONDITION 1");
        assertThat(bench.a.faces(PersonId.of("p1"))).contains(Set.of(FaceId.of("f1"), FaceId.of("f2")));
        assertThat(bench.a.faces(PersonId.of("p2"))).contains(Set.of(FaceId.of("f2")));
        assertThat(summary.counts().permanent()).isEqualTo(1);
    }

    @Test
    void run_secondOfThreeRequestsIsLost_keepsLaterFacesOpenAndTheNextRunReadsThePerson() {
        RunBench bench = bench(InMemoryConfig.defaults().withFacesPerCall(2), layersWith("verify", "off"));
        bench.a.put("p1", "f1", "f2", "f3", "f4", "f5", "f6", "f7");
        bench.plan(List.of(HEADER, "s,a,p1,f1;f2;f3;f4;f5;f6"));
        bench.a.passNext();
        bench.a.failNext(ContractFault.DROP_AFTER_EFFECT);

        RunSummary first = bench.run();

        assertThat(bench.row(1)).isEqualTo("PARTIAL null null 1");
        assertThat(faces(bench))
                .containsExactly(
                        "DELETED CONFIRMED 0",
                        "DELETED CONFIRMED 0",
                        "UNKNOWN null 1",
                        "UNKNOWN null 1",
                        "NOT_ATTEMPTED null 0",
                        "NOT_ATTEMPTED null 0");
        assertThat(first.isWorkLeft()).isTrue();
        assertThat(first.finallySealed()).isFalse();

        RunSummary second = bench.run();

        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f7");
        assertThat(faces(bench))
                .containsExactly(
                        "DELETED CONFIRMED 0",
                        "DELETED CONFIRMED 0",
                        "ALREADY_ABSENT VERIFIED_ABSENT 1",
                        "ALREADY_ABSENT VERIFIED_ABSENT 1",
                        "DELETED CONFIRMED 0",
                        "DELETED CONFIRMED 0");
        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 1");
        assertThat(second.counts().isComplete()).isTrue();
        assertThat(calls)
                .as("two requests of the first run, one read, one deletion")
                .hasValue(2 + 1 + 1);
    }

    @Test
    void crash_afterTheClaim_makesAllOpenFacesUnknown() {
        RunBench bench = bench();
        bench.a.put("p1", "f1", "f2", "f3");
        bench.plan(List.of(HEADER, "s,a,p1,f1;f2;f9"));
        before = (operation, person) -> bench.crash();
        assertThatThrownBy(bench::run).isInstanceOf(ErasureException.class);
        before = HookedConfig.Hook.NONE;
        bench.restart();

        RunSummary summary = bench.run();

        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(faces(bench)).containsOnly("ALREADY_ABSENT VERIFIED_ABSENT 1");
        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f3");
    }

    @Test
    void run_accountRejectsTheSecondRequest_deletesTheOtherFacesInTheNextRun() {
        RunBench bench = bench(InMemoryConfig.defaults().withFacesPerCall(1));
        bench.a.put("p1", "f1", "f2", "f3", "f4");
        bench.plan(List.of(HEADER, "s,a,p1,f1;f2;f3"));
        bench.a.passNext();
        bench.a.failNext(ContractFault.AUTH_REJECTED);

        bench.run();
        assertThat(faces(bench)).containsExactly("DELETED CONFIRMED 0", "NOT_ATTEMPTED null 0", "NOT_ATTEMPTED null 0");

        RunSummary second = bench.run();

        assertThat(second.counts().isComplete()).isTrue();
        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 0");
    }

    @Test
    void bareAccount_moreFacesThanARequestTakes_areDeletedByOneRun() {
        RunBench bench = bench(InMemoryConfig.defaults().withFacesPerCall(2), RunBench.BARE);
        bench.a.put("p1", "f1", "f2", "f3", "f4", "f5", "f6");
        bench.a.put("p2", "f1", "f2");
        bench.plan(List.of(HEADER, "s,a,p1,f1;f2;f3;f4;f5", "t,a,p2,f1"));

        RunSummary summary = bench.run();

        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(summary.taken().done())
                .as("number of targets, not of requests")
                .isEqualTo(2);
        assertThat(summary.taken().deleted()).isEqualTo(2);
        assertThat(calls).hasValue(3 + 1);
        assertThat(bench.events(1).stream().filter(event -> event.contains("ATTEMPTED")))
                .as("one claim for each request")
                .hasSize(3);
        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f6");
    }

    @Test
    void bareAccount_secondOfThreeRequestsIsLost_leavesLaterFacesToTheNextRun() {
        RunBench bench = bench(InMemoryConfig.defaults().withFacesPerCall(2), RunBench.BARE);
        bench.a.put("p1", "f1", "f2", "f3", "f4", "f5", "f6");
        bench.plan(List.of(HEADER, "s,a,p1,f1;f2;f3;f4;f5"));
        bench.a.passNext();
        bench.a.failNext(ContractFault.DROP_AFTER_EFFECT);

        RunSummary first = bench.run();

        assertThat(bench.row(1)).isEqualTo("PARTIAL null null 1");
        assertThat(first.taken().done()).isEqualTo(1);
        assertThat(faces(bench).subList(2, 5)).containsExactly("UNKNOWN null 1", "UNKNOWN null 1", "null null 0");
        assertThat(bench.run().counts().isComplete()).isTrue();
        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f6");
    }

    @Test
    void bareAccount_vendorDoesNotListDeletedFaces_readsThePersonInTheSameRunWithoutAWait() {
        RunBench bench =
                bench(InMemoryConfig.defaults().withFacesPerCall(2).withReportsAbsentPersons(false), RunBench.BARE);
        bench.a.put("p1", "f1", "f2", "f3");
        bench.plan(List.of(HEADER, "s,a,p1,f8;f9;f1;f2"));
        Instant begun = bench.time.instant();

        bench.run(options().maxAbsentPercent(100));

        assertThat(Duration.between(begun, bench.time.instant()))
                .as("no wait, because all responses arrived")
                .isLessThan(Duration.ofSeconds(30));
        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f3");
        assertThat(faces(bench).subList(2, 4)).containsExactly("DELETED CONFIRMED 0", "DELETED CONFIRMED 0");
        assertThat(bench.run().counts().isComplete()).isTrue();
    }

    @Test
    void bareAccount_limit_countsTargetsAndNotRequests() {
        RunBench bench = bench(InMemoryConfig.defaults().withFacesPerCall(1), RunBench.BARE);
        bench.a.put("p1", "f1", "f2", "f3");
        bench.a.put("p2", "f1", "f2", "f3");
        bench.a.put("p3", "f1", "f2", "f3");
        bench.plan(List.of(HEADER, "s,a,p1,f1;f2", "t,a,p2,f1;f2", "u,a,p3,f1;f2"));

        RunSummary first = bench.run(options().limit(2).concurrency(1));

        assertThat(first.taken().done()).isEqualTo(2);
        assertThat(first.counts().in(TargetState.DONE)).isEqualTo(2);
        assertThat(bench.run().counts().isComplete()).isTrue();
    }

    @Test
    void run_faceFoundByAReadOfTheLayersAndGoneLater_hasTheRemarkAboutAnEarlierAttempt() {
        RunBench bench = bench(InMemoryConfig.defaults(), layersWith("verify", "always"));
        bench.a.put("p1", "f1", "f2");
        bench.plan(List.of(HEADER, "s,a,p1,f1"));
        bench.a.failNext(ContractFault.FALSE_SUCCESS);
        bench.run();
        assertThat(bench.row(1)).startsWith("FAILED");
        bench.a.put("p1", "f2");

        bench.run(options().retry(RunOptions.Retry.TRANSIENT));

        assertThat(bench.row(1)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
    }

    @Test
    void run_unconfirmedFaces_areReadByTheNextRun() {
        RunBench bench = bench(InMemoryConfig.defaults().withReportsAbsentPersons(false), layersWith("verify", "off"));
        bench.a.put("p1", "f1");
        bench.plan(List.of(HEADER, "s,a,p1,f1;f9"));

        bench.run();
        assertThat(faces(bench)).containsExactly("DELETED CONFIRMED 0", "UNCONFIRMED null 0");
        int sent = calls.get();
        before = (operation, person) -> assertThat(operation).isEqualTo(Operation.FIND_PERSON);

        assertThat(bench.run().counts().isComplete()).isTrue();
        assertThat(calls.get() - sent).isEqualTo(1);
        assertThat(faces(bench)).containsExactly("DELETED CONFIRMED 0", "ALREADY_ABSENT VERIFIED_ABSENT 0");
    }

    @Test
    void lastFace_rejectedByTheLayers_failsWithoutAnAttempt() {
        RunBench bench = bench(InMemoryConfig.defaults(), layersWith("last-face", "refuse"));
        bench.a.put("p1", "f1");
        bench.plan(List.of(HEADER, "s,a,p1,f1", "t,a,p2,f1"));

        RunSummary summary = bench.run();

        assertThat(bench.query("SELECT state, attempt, kind, permanent FROM ROWS WHERE id = 1"))
                .containsExactly(TargetState.FAILED.code() + " 0 FAILED_PRECONDITION 1");
        assertThat(bench.row(2))
                .as("the layers' read did not find the person")
                .isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 0");
        assertThat(bench.events(1))
                .singleElement()
                .asString()
                .contains("OUTCOME")
                .doesNotContain("operationId");
        assertThat(summary.counts().permanent()).isEqualTo(1);
    }
}
