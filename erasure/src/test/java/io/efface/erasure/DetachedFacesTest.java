package io.efface.erasure;

import static io.efface.erasure.RunBench.BARE;
import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.RowsCheck.Kind;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests jobs at a vendor that detaches the faces of a person before it deletes them. For a person with two faces, a deletion has these
 * requests: read the list of faces, detach the first face, detach the second face, delete the first face, delete the second face, delete
 * the person.
 */
class DetachedFacesTest {
    private static final InMemoryConfig DETACHING =
            InMemoryConfig.defaults().withDetachesFaces(true).withFacesPerCall(1);
    private static final int REQUESTS = 6;
    private static final Map<String, String> READING =
            Map.of("breaker.enabled", "false", "retry.max-attempts", "1", "verify", "always");

    @TempDir
    Path folder;

    private RunBench bench;

    private void open(Map<String, String> layers) {
        bench = new RunBench(folder, layers, DETACHING, HookedConfig.Hook.NONE, HookedConfig.Hook.NONE);
        bench.a.put("p1", "MARK-face-1", "MARK-face-2");
        bench.plan(List.of("p1"), "a");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Lets the next requests succeed, and makes the request after them fail. The number of successful requests is {@code requests}. */
    private static void failAfter(InMemoryFaceLibrary library, int requests, ContractFault fault) {
        for (int i = 0; i < requests; i++) {
            library.passNext();
        }
        library.failNext(fault);
    }

    private String detachedTable() {
        return bench.tables().detached();
    }

    @Test
    void run_withoutFailures_deletesThePersonAndAllFaces() {
        open(BARE);

        bench.run();

        assertThat(bench.a.requests()).isEqualTo(REQUESTS);
        assertThat(bench.a.people()).isEmpty();
        assertThat(bench.row(1)).startsWith("DONE DELETED CONFIRMED");
        assertThat(bench.query("SELECT count(*) FROM " + detachedTable())).containsExactly("2");
        assertThat(bench.events(1))
                .filteredOn(event -> event.contains("\"DETACHED\""))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void run_requestFails_isResumedWithTheStoredFaces(int request) {
        open(BARE);
        failAfter(bench.a, request, ContractFault.DROP_AFTER_EFFECT);
        bench.run();

        bench.restart();
        bench.time.advance(Duration.ofHours(1));
        bench.run(options().retry(RunOptions.Retry.ALL));

        assertThat(bench.a.people()).isEmpty();
        assertThat(bench.row(1)).startsWith("DONE ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void run_processEndsBetweenTwoRequests_isResumedWithTheStoredFaces(int request) {
        RunBench[] self = new RunBench[1];
        int[] commits = new int[1];
        Checkpoints checkpoints = checkpoint -> {
            // The claim is committed together with the first detached face. The second detached face has its own
            // commit.
            if (checkpoint == Checkpoint.INTENT_COMMITTED && ++commits[0] == Math.min(request, 2)) {
                self[0].crash();
            }
        };
        bench = new RunBench(folder, BARE, DETACHING, HookedConfig.Hook.NONE, HookedConfig.Hook.NONE, checkpoints);
        self[0] = bench;
        bench.a.put("p1", "f1", "f2");
        bench.plan(List.of("p1"), "a");
        // The vendor still processes the requests that the process had sent before it ended.
        failAfter(bench.a, request, ContractFault.DROP_AFTER_EFFECT);
        assertThatThrownBy(() -> bench.run()).isInstanceOf(ErasureException.class);

        bench.restart();
        bench.time.advance(Duration.ofHours(1));
        bench.run();

        assertThat(bench.a.people()).isEmpty();
        assertThat(bench.row(1)).startsWith("DONE ");
    }

    @Test
    void run_noListContainsAFaceThatSomebodyElseDetached_faceIsNotAbsent() {
        bench = new RunBench(folder, BARE, DETACHING, HookedConfig.Hook.NONE, HookedConfig.Hook.NONE);
        bench.a.put("p1", "f1", "f2");
        PersonId person = PersonId.of("p1");
        Set<FaceId> face = Set.of(FaceId.of("f2"));
        failAfter(bench.a, 2, ContractFault.DROP_BEFORE_EFFECT);
        FaceRepository account = bench.accounts.get("a");
        assertThatThrownBy(() -> account.deleteFaces(person, face)).isInstanceOf(FaceException.class);
        LedgerMaker.plan(bench, RunBench.JOB, "subject,account,person_id,face_ids", "s1,a,p1,f2");
        failAfter(bench.a, 1, ContractFault.DROP_BEFORE_EFFECT);
        bench.run();
        assertThat(bench.row(1)).startsWith("UNKNOWN");

        bench.time.advance(Duration.ofHours(1));
        bench.run();

        assertThat(bench.a.holds(FaceId.of("f2"))).isFalse();
        assertThat(bench.a.holds(FaceId.of("f1"))).isTrue();
        assertThat(bench.row(1)).startsWith("DONE DELETED");
    }

    @Test
    void verify_listedFaceThatSomebodyElseDetached_isPresent() {
        FaceRepository account = openWithAbsentFace();

        assertThatThrownBy(() -> account.deleteFaces(PersonId.of("p1"), Set.of(FaceId.of("f2"))))
                .isInstanceOf(FaceException.class);
        VerifySummary summary = bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());

        assertThat(summary.present()).isEqualTo(1);
        assertThat(bench.row(1)).startsWith("PRESENT");
    }

    @Test
    void plan_fromAJobWithAListedFaceThatSomebodyElseDetached_plansTheFace() {
        FaceRepository account = openWithAbsentFace();

        assertThatThrownBy(() -> account.deleteFaces(PersonId.of("p1"), Set.of(FaceId.of("f2"))))
                .isInstanceOf(FaceException.class);
        bench.erasure.plan(PlanRequest.fromJob("again", RunBench.JOB).build());
        bench.erasure.run("again", options().build());

        assertThat(bench.a.holds(FaceId.of("f2"))).isFalse();
        assertThat(bench.a.holds(FaceId.of("f1"))).isTrue();
    }

    /**
     * Runs a job for the face f2 while the person does not have this face, and then adds the face. The next deletion will detach the face
     * and not delete it.
     */
    private FaceRepository openWithAbsentFace() {
        bench = new RunBench(folder, BARE, DETACHING, HookedConfig.Hook.NONE, HookedConfig.Hook.NONE);
        bench.a.put("p1", "f1");
        LedgerMaker.plan(bench, RunBench.JOB, "subject,account,person_id,face_ids", "s1,a,p1,f2");
        bench.run();
        assertThat(bench.row(1)).startsWith("DONE ALREADY_ABSENT");
        bench.a.put("p1", "f1", "f2");
        failAfter(bench.a, 2, ContractFault.DROP_BEFORE_EFFECT);
        return bench.accounts.get("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void run_requestForFacesFails_isResumedWithTheStoredFaces(int request) {
        bench = new RunBench(folder, BARE, DETACHING, HookedConfig.Hook.NONE, HookedConfig.Hook.NONE);
        bench.a.put("p1", "f1", "f2");
        LedgerMaker.plan(bench, RunBench.JOB, "subject,account,person_id,face_ids", "s1,a,p1,f1");
        failAfter(bench.a, request, ContractFault.DROP_AFTER_EFFECT);
        bench.run();

        bench.restart();
        bench.time.advance(Duration.ofHours(1));
        bench.run(options().retry(RunOptions.Retry.ALL));

        assertThat(RunBench.faces(bench.a, "p1")).containsExactly("f2");
        assertThat(bench.row(1)).startsWith("DONE ");
    }

    @Test
    void run_facesOfAListAndVendorKeepsADetachedFace_isNotDone() {
        bench = new RunBench(folder, READING, DETACHING, HookedConfig.Hook.NONE, HookedConfig.Hook.NONE);
        bench.a.put("p1", "f1", "f2");
        LedgerMaker.plan(bench, RunBench.JOB, "subject,account,person_id,face_ids", "s1,a,p1,f1");
        failAfter(bench.a, 2, ContractFault.FALSE_SUCCESS);

        bench.run();

        assertThat(RunBench.faces(bench.a, "p1")).containsExactlyInAnyOrder("f1", "f2");
        assertThat(bench.row(1)).doesNotStartWith("DONE");
    }

    @Test
    void run_laterRequestIsThrottled_attemptsTheTargetAgainWithTheDetachedFaces() {
        open(BARE);
        failAfter(bench.a, 3, ContractFault.THROTTLE);

        bench.run();

        assertThat(bench.a.people()).isEmpty();
        assertThat(bench.row(1)).startsWith("DONE ");
        assertThat(bench.query("SELECT count(*) FROM " + detachedTable())).containsExactly("2");
    }

    @Test
    void run_vendorKeepsADetachedFace_isNotDone() {
        open(READING);
        // The vendor reports the deletion of both faces and keeps them.
        for (int i = 0; i < 3; i++) {
            bench.a.passNext();
        }
        bench.a.failNext(ContractFault.FALSE_SUCCESS);
        bench.a.failNext(ContractFault.FALSE_SUCCESS);

        bench.run();

        assertThat(RunBench.faces(bench.a, "p1")).hasSize(2);
        assertThat(bench.row(1)).doesNotStartWith("DONE");
    }

    @Test
    void verify_vendorKeptADetachedFace_isPresent() {
        open(BARE);
        failAfter(bench.a, 3, ContractFault.FALSE_SUCCESS);
        bench.run();
        assertThat(bench.row(1)).as("without a read").startsWith("DONE");
        assertThat(RunBench.faces(bench.a, "p1")).hasSize(1);
        bench.restart();

        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());

        assertThat(bench.row(1)).startsWith("PRESENT");
        bench.time.advance(Duration.ofHours(1));
        bench.run(options().retry(RunOptions.Retry.ALL));
        assertThat(bench.a.people()).isEmpty();
    }

    @Test
    void plan_fromAJobWhoseVendorKeptADetachedFace_plansThePersonWithThatFace() {
        open(BARE);
        failAfter(bench.a, 3, ContractFault.FALSE_SUCCESS);
        bench.run();

        bench.erasure.plan(PlanRequest.fromJob("again", RunBench.JOB).build());
        bench.erasure.run("again", options().build());

        assertThat(bench.a.people()).isEmpty();
        assertThat(Receipts.verify(bench.keys.publicKey(), bench.ledger.file(), "again")
                        .isSound())
                .isTrue();
    }

    @Test
    void receipts_detachedFaceRemovedFromTheLedger_differ() {
        open(BARE);
        failAfter(bench.a, 4, ContractFault.DROP_AFTER_EFFECT);
        bench.run();
        assertThat(bench.receipts().isSound()).isTrue();

        bench.change(
                "DELETE FROM " + detachedTable() + " WHERE hash = (SELECT max(hash) FROM " + detachedTable() + ")");

        RowsCheck rows = bench.receipts().rows();
        assertThat(rows).isNotNull();
        assertThat(rows.first()).extracting(RowsCheck.Difference::kind).contains(Kind.DETACHED);
    }

    @Test
    void run_detachedFaceHasAWrongType_isReportedWithItsPlace() {
        open(BARE);
        failAfter(bench.a, 4, ContractFault.DROP_AFTER_EFFECT);
        bench.run();
        bench.change("UPDATE " + detachedTable() + " SET face = 'text'");
        bench.restart();
        bench.time.advance(Duration.ofHours(1));

        assertThatThrownBy(() -> bench.run())
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE))
                .hasMessageContaining("the column face of a detached face of row 1");
    }

    @Test
    void scrub_jobWithDetachedFaces_leavesNoIdInTheLedger() throws IOException {
        open(READING);
        bench.run();
        assertThat(bench.row(1)).startsWith("DONE DELETED VERIFIED_ABSENT");
        assertThat(folderContains("MARK-face"))
                .as("in clear text before the scrub")
                .isFalse();

        new Scrub(bench.ledger, bench.keys, bench.time).scrub(RunBench.JOB, false);

        assertThat(bench.query("SELECT count(*), count(face) FROM " + detachedTable()))
                .containsExactly("2 0");
        assertThat(bench.receipts().isSound()).isTrue();
    }

    private boolean folderContains(String text) throws IOException {
        try (Stream<Path> files = Files.list(bench.ledger.file().getParent())) {
            return files.anyMatch(file -> {
                try {
                    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @Test
    void plan_replacesAJob_dropsNoTableOfAnotherJob() {
        open(BARE);
        bench.run();

        bench.erasure.plan(PlanRequest.fromJob("again", RunBench.JOB).build());
        bench.erasure.plan(
                PlanRequest.fromJob("again", RunBench.JOB).replace(true).build());

        assertThat(bench.query("SELECT count(*) FROM " + detachedTable())).containsExactly("2");
        assertThat(bench.a.faces(PersonId.of("p1"))).isEmpty();
        assertThat(Set.copyOf(bench.events(1))).isNotEmpty();
    }
}
