package io.efface.erasure;

import static io.efface.erasure.RunBench.BARE;
import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.keys.KeyFolder;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests two jobs for the same person at a vendor that detaches faces. The first job ends after it has detached both faces of the person, so
 * that no read of the person lists the faces.
 */
class OtherDetachedFacesTest {
    private static final String SECOND = "second";
    private static final String HEADER = "subject,account,person_id,face_ids";
    /** The requests of a deletion of the person until both faces are detached: read the list of faces, detach each face. */
    private static final int REQUESTS_UNTIL_DETACHED = 3;

    private static final InMemoryConfig DETACHING =
            InMemoryConfig.defaults().withDetachesFaces(true).withFacesPerCall(1);

    @TempDir
    Path folder;

    private RunBench bench;
    /** Runs before the next call to account a. */
    private Runnable beforeNextCall = () -> {};

    @BeforeEach
    void open() {
        bench = new RunBench(folder, BARE, DETACHING, (operation, person) -> beforeCall(), HookedConfig.Hook.NONE);
    }

    private void beforeCall() {
        Runnable once = beforeNextCall;
        beforeNextCall = () -> {};
        once.run();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Runs the first job until both faces are detached. */
    private void detach() {
        detach("s1,a,p1,", REQUESTS_UNTIL_DETACHED);
    }

    private void detach(String row, int requests) {
        bench.a.put("p1", "f1", "f2");
        LedgerMaker.plan(bench, RunBench.JOB, HEADER, row);
        failAfter(bench.a, requests, ContractFault.DROP_BEFORE_EFFECT);
        bench.run();
        assertThat(RunBench.faces(bench.a, "p1")).hasSize(2);
        bench.restart();
        bench.time.advance(Duration.ofHours(1));
    }

    /** Makes the request after the next {@code requests} requests fail. */
    private static void failAfter(InMemoryFaceLibrary library, int requests, ContractFault fault) {
        for (int i = 0; i < requests; i++) {
            library.passNext();
        }
        library.failNext(fault);
    }

    private void runSecond(String row) {
        LedgerMaker.plan(bench, SECOND, HEADER, row);
        bench.erasure.run(SECOND, options().build());
    }

    private String secondRow() {
        return secondRow(1);
    }

    private String secondRow(long id) {
        TargetProgress row = bench.ledger
                .store()
                .read(tx -> tx.targets(tx.jobs().get(SECOND).number()).find(id))
                .orElseThrow()
                .progress();
        return row.state() + " " + row.outcome();
    }

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
        bench.a.put("p1", "f1", "f2");
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

    private void planBoth(String... secondRows) {
        bench.a.put("p1", "f1", "f2");
        LedgerMaker.plan(bench, RunBench.JOB, HEADER, "s1,a,p1,");
        List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(List.of(secondRows));
        LedgerMaker.plan(bench, SECOND, lines.toArray(new String[0]));
    }

    private void runFirstUntilDetached() {
        failAfter(bench.a, REQUESTS_UNTIL_DETACHED, ContractFault.DROP_BEFORE_EFFECT);
        bench.run();
    }

    @Test
    void run_sameAccountHasAnotherName_deletesTheFacesOfTheOtherJob() {
        detach();

        runSecondAs("renamed", DETACHING, bench.a);

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

    private void runSecondAs(String account, InMemoryConfig config, InMemoryFaceLibrary library) {
        try (FaceRepositories accounts = FaceRepositories.builder()
                .clock(bench.time)
                .sleeper(bench.time)
                .account(account, config, BARE)
                .service(account, InMemoryFaceLibrary.class, library)
                .open()) {
            Erasure erasure = new Erasure(bench.ledger, bench.keys, accounts, bench.context());
            planSecond(erasure, "s1," + account + ",p1,");
            erasure.run(SECOND, options().build());
        }
    }

    @Test
    void run_keyOfTheOtherJobIsMissing_isRejectedBeforeAnythingIsSent() throws IOException {
        bench.a.put("p2", "f3");
        detach();
        deleteDataKeys();
        LedgerMaker.plan(bench, SECOND, HEADER, "s2,a,p2,", "s1,a,p1,");
        long before = bench.a.requests();

        assertThatThrownBy(() -> bench.erasure.run(SECOND, options().build()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEYS_MISSING))
                .hasMessageContaining("the job 'leavers' detached faces of people of this job")
                .hasMessageContaining("efface scrub --force --job leavers");

        assertThat(bench.a.requests()).isEqualTo(before);
    }

    @Test
    void run_keyOfTheOtherJobIsMissing_runsForOtherPeopleAndAfterAForcedScrub() throws IOException {
        bench.a.put("p2", "f3");
        detach();
        deleteDataKeys();

        runSecond("s2,a,p2,");

        assertThat(secondRow()).isEqualTo("DONE DELETED");
        assertThat(bench.erasure.scrub(RunBench.JOB, true).lostFaces()).isEqualTo(2);
        LedgerMaker.plan(bench, "third", HEADER, "s1,a,p1,");
        bench.erasure.run("third", options().build());
    }

    private void deleteDataKeys() throws IOException {
        try (Stream<Path> keys = Files.list(bench.keys.folder().resolve("data"))) {
            for (Path key : keys.toList()) {
                Files.delete(key);
            }
        }
    }

    @Test
    void run_otherJobHasAnotherHashKey_isRejectedBeforeAnythingIsSent() {
        detach();
        Erasure withOtherKeys = withOtherKeys();
        planSecond(withOtherKeys, "s1,a,p1,");
        long before = bench.a.requests();

        for (ThrowingCallable step : List.<ThrowingCallable>of(
                () -> withOtherKeys.run(SECOND, options().build()),
                () -> withOtherKeys.verify(SECOND, VerifyOptions.builder().build()),
                () -> withOtherKeys.plan(PlanRequest.fromJob("again", SECOND).build()))) {
            assertThatThrownBy(step)
                    .isInstanceOfSatisfying(
                            ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEYS_DIFFER))
                    .hasMessageContaining("the job 'leavers' was planned with another hash.key")
                    .hasMessageContaining("run and verify the job 'leavers' with its own key folder first");
        }

        assertThat(bench.a.requests()).isEqualTo(before);
    }

    @Test
    void run_otherJobWithAnotherHashKeyIsVerified_runs() {
        detach();
        bench.run();
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());
        assertThat(bench.row(1)).contains("VERIFIED_ABSENT");
        Erasure withOtherKeys = withOtherKeys();
        planSecond(withOtherKeys, "s1,a,p1,");

        withOtherKeys.run(SECOND, options().build());

        assertThat(secondRow()).isEqualTo("DONE ALREADY_ABSENT");
    }

    private Erasure withOtherKeys() {
        return new Erasure(
                bench.ledger, KeyFolder.create(folder.resolve("other-keys")), bench.accounts, bench.context());
    }

    private static void planSecond(Erasure erasure, String row) {
        byte[] list = (HEADER + "\n" + row + "\n").getBytes(StandardCharsets.UTF_8);
        erasure.plan(PlanRequest.of(SECOND, InputSource.stream("the list", new ByteArrayInputStream(list)))
                .format(InputFormat.CSV)
                .build());
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
