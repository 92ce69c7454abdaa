package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.internal.ledger.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a job survives {@code kill -9} at every critical moment. The job is resumed, and its outcomes are compared with the people at
 * the vendors. One process works on four ledgers at once, because starting a process for each ledger would take minutes. The work on each
 * ledger stops at a moment of its own, and the process is killed when the work on all ledgers has stopped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
    /**
     * A moment at which a run is killed: a checkpoint of the run, or a request of a deletion at the vendor. The run is killed when it
     * reaches the moment for the n-th time; n is random, from 1 to {@code latest}.
     */
    enum Moment {
        AFTER_INTENT("INTENT_COMMITTED", 16),
        AFTER_ANSWER("ANSWER_RECEIVED", 16),
        BEFORE_SEAL("OUTCOME_COMMITTED", 16),
        REQUEST_SENT("", 6),
        REQUEST_EFFECTIVE("", 6);

        final String checkpoint;
        final int latest;

        Moment(String checkpoint, int latest) {
            this.checkpoint = checkpoint;
            this.latest = latest;
        }
    }

    private static final int TOGETHER = 4;

    /**
     * The requests of a deletion of {@link KillScene#personWithManyFaces}: three requests for the pages of the list, two requests to detach
     * the faces, two requests to delete the faces, one request for the list, and one request to delete the user. The last two requests are
     * reads after the deletion.
     */
    private static final List<String> REQUESTS = List.of(
            "ListFaces",
            "ListFaces",
            "ListFaces",
            "DisassociateFaces",
            "DisassociateFaces",
            "DeleteFaces",
            "DeleteFaces",
            "ListFaces",
            "DeleteUser",
            "ListFaces",
            "ListFaces");

    private static final int KILLS = Integer.getInteger("efface.kills", 20);
    /** The number of steps of a plan: store the rows, build the indexes, mark duplicates and held targets, compute the digest. */
    private static final int PLAN_STEPS = 4;

    /** The number of steps of a scrub: set the state, destroy the key, empty the ids, rewrite the file, record the scrub. */
    private static final int SCRUB_STEPS = 5;

    private KillScene scene;
    private long seed;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        scene = new KillScene(folder);
        seed = Long.getLong("efface.seed", System.nanoTime());
        System.out.println("KillTest: -Defface.seed=" + seed);
    }

    @AfterAll
    void end() {
        scene.close();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void run_killedAndResumed_losesNoTargetAndClaimsNoFalseOutcome(Moment moment) throws Exception {
        Random random = new Random(seed + moment.name().hashCode());
        int killed = 0;
        for (int first = 0; first < KILLS; first += TOGETHER) {
            List<KillScene.Case> cases = cases(moment.name(), first, KILLS, random);
            KillGroup group = new KillGroup();
            for (KillScene.Case each : cases) {
                each.plan();
                int number = 1 + random.nextInt(moment.latest);
                WatchedEmulator vendor =
                        List.of(scene.green, scene.iai, scene.rekognition).get(random.nextInt(3));
                if (moment.checkpoint.isEmpty()) {
                    group.add(each, vendor, number, moment == Moment.REQUEST_EFFECTIVE);
                } else {
                    group.add(each, moment.checkpoint, number);
                }
            }
            killed += group.kill("run");
            scene.release();
            for (KillScene.Case each : cases) {
                each.checkRows();
                each.resume();
                each.checkOutcomes();
            }
        }
        assertThat(killed).as("kills at %s", moment).isGreaterThanOrEqualTo(KILLS * 3 / 4);
    }

    /** Kills a deletion of several pages and more than 100 faces at each of its requests, before and after the effect of the request. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void run_killedAtEachRequestOfADeletion_leavesNoFaceBehind(boolean afterEffect) throws Exception {
        List<String> held = new ArrayList<>();
        for (int first = 1; first <= REQUESTS.size() + 1; first += TOGETHER) {
            KillGroup group = new KillGroup();
            List<KillScene.Case> cases = new ArrayList<>();
            for (int number = first; number < first + TOGETHER; number++) {
                KillScene.Case each =
                        scene.personWithManyFaces("request-" + number + "-" + afterEffect, seed - 4 - number);
                each.plan();
                group.add(each, scene.rekognition, number, afterEffect);
                cases.add(each);
            }
            group.kill("run");
            scene.release();
            for (KillScene.Case each : cases) {
                held.add(group.heldAction(each));
                each.checkRows();
                each.resume();
                each.checkOutcomes();
            }
        }
        held.removeIf(String::isEmpty);
        assertThat(held).as("the requests at which the process was killed").isEqualTo(REQUESTS);
    }

    @Test
    void plan_killed_canBeRepeated() throws Exception {
        Random random = new Random(seed - 1);
        int killed = 0;
        for (int first = 0; first < KILLS; first += TOGETHER) {
            List<KillScene.Case> cases = cases("PLAN", first, KILLS, random);
            KillGroup group = new KillGroup();
            for (KillScene.Case each : cases) {
                group.add(each, Checkpoint.PLAN_BATCH.name(), 1 + random.nextInt(PLAN_STEPS));
            }
            killed += group.kill("plan");
            for (KillScene.Case each : cases) {
                each.checkCannotBeRun();
                each.plan();
                each.resume();
                each.checkOutcomes();
            }
        }
        assertThat(killed).as("kills during a plan").isEqualTo(KILLS);
    }

    @Test
    void scrub_killed_canBeCompleted() throws Exception {
        Random random = new Random(seed - 2);
        int killed = 0;
        for (int first = 0; first < KILLS; first += TOGETHER) {
            List<KillScene.Case> cases = cases("SCRUB", first, KILLS, random);
            KillGroup group = new KillGroup();
            for (KillScene.Case each : cases) {
                each.plan();
                each.resume();
                group.add(each, Checkpoint.SCRUB_STEP.name(), 1 + random.nextInt(SCRUB_STEPS));
            }
            killed += group.kill("scrub");
            for (KillScene.Case each : cases) {
                each.checkRows();
                each.scrub();
                each.checkScrubbed();
            }
        }
        assertThat(killed).as("kills during a scrub").isEqualTo(KILLS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void process_suspendedPastItsLease_readsTheTargetsThatWereInFlight(boolean afterEffect) throws Exception {
        KillScene.Case each = scene.next(KillScene.STOPPED + "-" + afterEffect, seed - 3);
        each.plan();
        KillGroup group = new KillGroup();
        group.add(each, scene.green, 2, afterEffect);

        int stopped = group.stopAndContinue("run", () -> {
            StoppedTime.pass(each.folder, KillScene.SUSPENSION);
            scene.release();
        });

        assertThat(stopped).isEqualTo(1);
        assertThat(each.countLostClaims())
                .as("targets whose late responses were not stored")
                .isPositive();
        each.checkRows();
        each.resume();
        each.checkOutcomes();
    }

    private List<KillScene.Case> cases(String name, int first, int kills, Random random) throws IOException {
        List<KillScene.Case> cases = new ArrayList<>();
        for (int i = first; i < Math.min(kills, first + TOGETHER); i++) {
            cases.add(scene.next(name.toLowerCase(Locale.ROOT).replace('_', '-') + "-" + i, random.nextLong()));
        }
        return cases;
    }
}
