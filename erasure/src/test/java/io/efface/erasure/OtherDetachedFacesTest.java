package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputSource;
import io.efface.testkit.ContractFault;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that a job finds the faces which another job of the ledger has detached. */
class OtherDetachedFacesTest extends OtherDetachedFixture {
    @Test
    void run_otherJobDetachedFacesOfThePerson_deletesTheseFaces() {
        detach();

        runSecond("s1,a,p1,");

        assertThat(bench.a.people()).isEmpty();
        assertThat(secondRow()).isEqualTo("DONE DELETED");
    }

    @Test
    void run_firstJobAfterTheSecondDeletedItsFaces_isDone() {
        detach();
        runSecond("s1,a,p1,");

        bench.run();

        assertThat(bench.row(1)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
        assertThat(bench.receipts().isSound()).isTrue();
    }

    @Test
    void run_facesOfTheOtherJobsList_areDeleted() {
        detach("s1,a,p1,f1", 2);

        runSecond("s1,a,p1,f1");

        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f2");
        assertThat(secondRow()).startsWith("DONE");
    }

    @Test
    void verify_vendorKeptAFaceThatTheOtherJobDetached_findsThePerson() {
        detach();
        failAfter(bench.a, 1, ContractFault.FALSE_SUCCESS);
        runSecond("s1,a,p1,");
        assertThat(secondRow()).as("without a read").startsWith("DONE");
        assertThat(RunBench.faces(bench.a, "p1")).hasSize(1);

        VerifySummary summary = bench.erasure.verify(
                SECOND, VerifyOptions.builder().settle(Duration.ZERO).build());

        assertThat(summary.present()).isEqualTo(1);
        assertThat(secondRow()).startsWith("PRESENT");
    }

    @Test
    void plan_fromTheSecondJob_findsTheFaceThatTheFirstJobDetached() {
        detach();
        failAfter(bench.a, 1, ContractFault.FALSE_SUCCESS);
        runSecond("s1,a,p1,");

        bench.erasure.plan(PlanRequest.fromJob("again", SECOND).build());
        bench.erasure.run("again", options().build());

        assertThat(bench.a.people()).isEmpty();
    }

    @Test
    void plan_replacesAJobThatHasTakenOverDetachedFaces_isRejectedUnlessTheOldJobIsReadAgain() {
        detach();
        failAfter(bench.a, 1, ContractFault.FALSE_SUCCESS);
        runSecond("s1,a,p1,");
        bench.erasure.plan(PlanRequest.fromJob("again", SECOND).build());

        assertThatThrownBy(() -> bench.erasure.plan(PlanRequest.of("again", Bench.list("p1"))
                        .accounts(Set.of("a"))
                        .replace(true)
                        .build()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE))
                .hasMessageContaining(
                        "the job 'again' cannot be replaced, because only this job contains the ids of detached faces");

        bench.erasure.plan(PlanRequest.fromJob("again", SECOND).replace(true).build());
        bench.erasure.run("again", options().build());
        assertThat(bench.a.people()).isEmpty();
    }

    @Test
    void run_sameAccountHasAnotherName_deletesTheFacesOfTheOtherJob() {
        detach();

        runSecondAs("renamed", DETACHING, bench.a);

        assertThat(bench.a.people()).isEmpty();
        assertThat(secondRow()).isEqualTo("DONE DELETED");
    }

    @Test
    void run_sameAccountIsReachedByAnotherHost_deletesTheFacesOfTheOtherJob() {
        detach();

        runSecondAs("renamed", new PlacedConfig(DETACHING, "another host", "this process"), bench.a);

        assertThat(bench.a.people()).isEmpty();
        assertThat(secondRow()).isEqualTo("DONE DELETED");
    }

    @Test
    void run_samePersonOfAnotherLibrary_sendsNoRequestForTheFaces() {
        detach();

        runSecondAs("a", DETACHING.withLibrary("another"), bench.b);

        assertThat(bench.b.named("another").requests())
                .as("the read of the list")
                .isEqualTo(1);
        assertThat(secondRow()).isEqualTo("DONE ALREADY_ABSENT");
    }

    @Test
    void scrub_facesMayStillExist_statesHowManyAreLost() {
        detach();

        ScrubSummary summary = bench.erasure.scrub(RunBench.JOB, true);

        assertThat(summary.lostFaces()).isEqualTo(2);
        assertThat(bench.events(0))
                .filteredOn(event -> event.contains("OVERRIDDEN"))
                .singleElement()
                .asString()
                .contains("\"lostFaces\":2");
        runSecond("s1,a,p1,");
        assertThat(secondRow()).startsWith("DONE");
    }

    @Test
    void scrub_heldTargetHasDetachedFaces_isRejectedUnlessForced() {
        bench.a.put("p1", "f1", "f2");
        LedgerMaker.plan(bench, RunBench.JOB, HEADER, "s1,a,p1,");
        failAfter(bench.a, REQUESTS_UNTIL_DETACHED, ContractFault.PERMISSION_DENIED);
        bench.erasure.run(
                RunBench.JOB,
                options()
                        .firstPause(Duration.ofSeconds(5))
                        .maxDuration(Duration.ofSeconds(1))
                        .build());
        bench.restart();
        InputSource list =
                InputSource.stream("holds", new ByteArrayInputStream("p1\n".getBytes(StandardCharsets.UTF_8)));
        bench.erasure.holds().add(RunBench.JOB, list, null, InputColumns.defaults());
        assertThat(bench.row(1)).startsWith("HELD");

        assertThatThrownBy(() -> bench.erasure.scrub(RunBench.JOB, false))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE))
                .hasMessageContaining("2 detached faces");

        assertThat(bench.erasure.destroyDataKey(RunBench.JOB, true).lostFaces()).isEqualTo(2);
    }
}
