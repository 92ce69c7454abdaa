package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.erasure.ErasureException.Reason;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests a job while another run of the process detaches faces of the same person. */
class OtherDetachingRunTest extends OtherDetachedFixture {
    @Test
    void run_otherJobDetachesFacesAfterTheRunBegan_deletesTheseFaces() {
        bench.a.put("p0", "f0");
        planBoth("s0,a,p0,", "s1,a,p1,");
        beforeNextCall = this::runFirstUntilDetached;

        bench.erasure.run(SECOND, options().concurrency(1).build());

        assertThat(bench.a.people()).isEmpty();
        assertThat(secondRow(2)).isEqualTo("DONE DELETED");
    }

    @Test
    void run_otherJobDetachesFacesDuringTheDeletion_isNotDoneBeforeTheseFacesAreDeleted() {
        planBoth("s1,a,p1,");
        beforeNextCall = this::runFirstUntilDetached;

        bench.erasure.run(SECOND, options().build());

        assertThat(RunBench.faces(bench.a, "p1")).hasSize(2);
        assertThat(secondRow()).isEqualTo("UNKNOWN null");
        bench.time.advance(Duration.ofHours(1));
        bench.erasure.run(SECOND, options().build());
        assertThat(bench.a.people()).isEmpty();
        assertThat(secondRow()).startsWith("DONE");
    }

    @Test
    void run_otherJobDetachesTheFaceOfAListDuringTheDeletion_readsTheFaceAgain() {
        planBoth("s1,a,p1,f1");
        beforeNextCall = () -> {
            runFirstUntilDetached();
            // Another application deletes the face, so that the deletion does not find it.
            bench.accounts.get("a").deleteFaces(PersonId.of("p1"), Set.of(FaceId.of("f1")));
        };

        bench.erasure.run(SECOND, options().build());

        assertThat(secondRow()).startsWith("UNKNOWN");
        bench.time.advance(Duration.ofHours(1));
        bench.erasure.run(SECOND, options().build());
        assertThat(secondRow()).isEqualTo("DONE ALREADY_ABSENT");
    }

    @Test
    void verify_otherJobDetachesFacesDuringTheRead_findsThePerson() {
        planBoth("s1,a,p1,");
        bench.erasure.run(SECOND, options().build());
        assertThat(bench.a.people()).isEmpty();
        bench.a.put("p1", "f3", "f4");
        bench.time.advance(Duration.ofHours(1));
        beforeNextCall = () -> {
            runFirstUntilDetached();
            // Another application deletes the person without the detached faces.
            bench.accounts.get("a").deletePerson(PersonId.of("p1"));
        };

        VerifySummary summary = bench.erasure.verify(
                SECOND, VerifyOptions.builder().settle(Duration.ZERO).looks(1).build());

        assertThat(summary.present()).isEqualTo(1);
        assertThat(secondRow()).startsWith("PRESENT");
    }

    @Test
    void plan_fromAJobWhileAnotherJobDetachesFaces_readsThePersonAgain() {
        planBoth("s1,a,p1,");
        bench.erasure.run(SECOND, options().build());
        bench.a.put("p1", "f3", "f4");
        bench.time.advance(Duration.ofHours(1));
        beforeNextCall = () -> {
            runFirstUntilDetached();
            // Another application deletes the person without the detached faces.
            bench.accounts.get("a").deletePerson(PersonId.of("p1"));
        };

        PlanSummary plan =
                bench.erasure.plan(PlanRequest.fromJob("again", SECOND).build());

        assertThat(plan.restored().orElseThrow().present()).isEqualTo(1);
        bench.erasure.run("again", options().build());
        assertThat(bench.a.people()).isEmpty();
    }

    @Test
    void run_jobWithAnotherHashKeyDetachesMoreFaces_stopsBeforeThePersonIsDeleted() {
        bench.a.put("p0", "f0");
        bench.a.put("p1", "f1", "f2");
        LedgerMaker.plan(bench, RunBench.JOB, HEADER, "s0,a,p0,", "s1,a,p1,");
        bench.run(options().limit(1));
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());
        Erasure withOtherKeys = withOtherKeys();
        planSecond(withOtherKeys, "s2,a,p2,", "s1,a,p1,");
        beforeNextCall = this::runFirstUntilDetached;

        assertThatThrownBy(
                        () -> withOtherKeys.run(SECOND, options().concurrency(1).build()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEYS_DIFFER))
                .hasMessageContaining("the job 'leavers' was planned with another hash.key");

        assertThat(secondRow(2)).startsWith("PENDING");
        assertThat(RunBench.faces(bench.a, "p1")).hasSize(2);
    }
}
