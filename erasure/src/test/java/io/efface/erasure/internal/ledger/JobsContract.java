package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceId;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.FailureLimit;
import io.efface.erasure.JobState;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunWindow;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.DetachedRun;
import io.efface.erasure.internal.ledger.record.Job;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tests every implementation of {@link Jobs}. */
abstract class JobsContract extends LedgerContract {
    JobsContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private static final Instant DUE = Instant.parse("2026-06-01T00:00:00.000999Z");

    private int create(String name) {
        return write(tx -> tx.jobs().create(name, NOW, null, null));
    }

    private Job found(String name) {
        return read(tx -> tx.jobs().find(name)).orElseThrow();
    }

    @Test
    void ledgerId_anyLedger_isTheIdOfTheStore() {
        check(tx -> assertThat(tx.jobs().ledgerId()).isEqualTo(store.id()).isNotEmpty());
    }

    @Test
    void create_newJob_isEmptyAndInTheStatePlanning() {
        int number = write(tx -> tx.jobs().create("next", NOW, DUE, "job"));

        assertThat(found("next"))
                .isEqualTo(new Job(
                        number,
                        "next",
                        JobState.PLANNING,
                        STORED_NOW,
                        null,
                        Instant.parse("2026-06-01T00:00:00Z"),
                        null,
                        "",
                        "job"));
        check(tx -> assertThat(tx.accounts(number).all()).isEmpty());
        check(tx -> assertThat(tx.targets(number).lastRow()).isZero());
        check(tx -> assertThat(tx.holds(number).size()).isZero());
        check(tx -> assertThat(tx.events(number).lastNumber()).isZero());
        check(tx -> assertThat(tx.seals(number).lastSeal()).isEmpty());
        check(tx -> assertThat(tx.detached(number).hasAny()).isFalse());
        check(tx -> assertThat(tx.jobs().plannedTargets(number)).isEmpty());
    }

    @Test
    void create_afterADrop_doesNotUseTheNumberAgain() {
        int dropped = create("gone");
        change(tx -> tx.jobs().drop(dropped));

        assertThat(create("gone")).isGreaterThan(dropped);
    }

    @Test
    void create_nameOfAnotherJob_failsTheWriter() {
        assertThatThrownBy(() -> create("job"))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_FAILED));
        assertThat(store.writer().hasFailed()).isTrue();
    }

    @Test
    void drop_job_removesAllItsData() {
        change(tx -> {
            tx.jobs().setPlannedTargets(job, 3);
            tx.jobs().drop(job);
        });

        check(tx -> assertThat(tx.jobs().find("job")).isEmpty());
        check(tx -> assertThat(tx.jobs().all()).isEmpty());
        check(tx -> assertThat(tx.jobs().state(job)).isEmpty());
        check(tx -> assertThat(tx.jobs().plannedTargets(job)).isEmpty());
    }

    @Test
    void get_unknownName_isRejectedWithTheExistingNames() {
        create("next");
        create("next/draft");

        assertThatThrownBy(() -> read(tx -> tx.jobs().get("other")))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_SUCH_JOB))
                .hasMessage("the ledger has no job of this name; it has 'next', 'job'");
        check(tx -> assertThat(tx.jobs().get("job")).isEqualTo(found("job")));
    }

    @Test
    void findForRepair_undamagedJob_returnsTheJob() {
        check(tx -> assertThat(tx.jobs().findForRepair("job")).contains(found("job")));
        check(tx -> assertThat(tx.jobs().findForRepair("other")).isEmpty());
    }

    @Test
    void all_severalJobs_areSortedByNumberWithDrafts() {
        create("b");
        create("b/draft");
        create("a");

        check(tx -> assertThat(tx.jobs().all()).extracting(Job::name).containsExactly("job", "b", "b/draft", "a"));
    }

    @Test
    void detaching_severalJobs_returnsTheJobsWithDetachedFaces() {
        create("none");
        int second = create("some");
        check(tx -> assertThat(tx.jobs().detaching()).isEmpty());

        change(tx -> {
            DetachedFace face = DetachedFace.of(FaceId.of("f"), 1, cipher);
            tx.detached(second).store(List.of(face));
            tx.detached(job).store(List.of(face));
        });

        check(tx -> assertThat(tx.jobs().detaching()).extracting(Job::name).containsExactly("job", "some"));
    }

    @Test
    void names_severalJobs_beginWithTheNewestAndLeaveOutDrafts() {
        create("b");
        create("b/draft");
        create("a");

        check(tx -> assertThat(tx.jobs().names()).containsExactly("a", "b", "job"));
    }

    @Test
    void requireNextNumber_undamagedLedger_passes() {
        change(tx -> tx.jobs().requireNextNumber());
    }

    @Test
    void setPlanned_draft_becomesAJobWithTheName() {
        int draft = create("x/draft");

        change(tx -> {
            tx.jobs().setKeys(draft, "k1");
            tx.jobs().setPlanned(draft, "x", "d1", NOW);
        });

        check(tx -> assertThat(tx.jobs().find("x/draft")).isEmpty());
        assertThat(found("x"))
                .isEqualTo(new Job(draft, "x", JobState.PLANNED, STORED_NOW, STORED_NOW, null, "d1", "k1", null));
    }

    @Test
    void setState_job_changesOnlyTheState() {
        Job before = found("job");

        change(tx -> tx.jobs().setState(job, JobState.STARTED));

        check(tx -> assertThat(tx.jobs().state(job)).contains(JobState.STARTED));
        assertThat(found("job"))
                .usingRecursiveComparison()
                .ignoringFields("state")
                .isEqualTo(before);
    }

    @Test
    void setState_unknownNumber_changesNothing() {
        change(tx -> tx.jobs().setState(99, JobState.STARTED));

        check(tx -> assertThat(tx.jobs().state(99)).isEmpty());
        assertThat(found("job").state()).isEqualTo(JobState.PLANNING);
    }

    @Test
    void restorePlan_job_storesTheGivenValues() {
        change(tx -> tx.jobs().restorePlan(job, "d2", NOW, DUE, "from"));

        Job restored = found("job");
        assertThat(restored.digest()).isEqualTo("d2");
        assertThat(restored.plannedAt()).isEqualTo(STORED_NOW);
        assertThat(restored.dueAt()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(restored.fromJob()).isEqualTo("from");
        assertThat(restored.state()).isEqualTo(JobState.PLANNING);

        change(tx -> tx.jobs().restorePlan(job, null, NOW, null, null));

        assertThat(found("job").digest()).isNull();
        assertThat(found("job").dueAt()).isNull();
        assertThat(found("job").fromJob()).isNull();
    }

    @Test
    void setDetachedRun_job_storesTheOptionsThatAWorkerNeeds() {
        RunOptions options = RunOptions.builder()
                .concurrency(3)
                .retry(RunOptions.Retry.TRANSIENT)
                .window(RunWindow.parse("22:00-06:00@Asia/Shanghai"))
                .maxFailures(FailureLimit.parse("7%"))
                .maxAbsentPercent(80)
                .callTimeout(Duration.ofSeconds(20))
                .lease(Duration.ofMinutes(2))
                .firstPause(Duration.ofMillis(1500))
                .probes(5)
                .build();
        DetachedRun run = new DetachedRun("d1", options, false);
        check(tx -> assertThat(tx.jobs().detachedRun(job)).isEmpty());

        change(tx -> tx.jobs().setDetachedRun(job, run.stop()));
        change(tx -> tx.jobs().setDetachedRun(99, run));

        DetachedRun stored = read(tx -> tx.jobs().detachedRun(job)).orElseThrow();
        assertThat(stored.digest()).isEqualTo("d1");
        assertThat(stored.stopped()).isTrue();
        assertThat(stored.options())
                .usingRecursiveComparison()
                .ignoringFields("control")
                .isEqualTo(options);
        change(tx -> tx.jobs().setDetachedRun(job, null));
        check(tx -> assertThat(tx.jobs().detachedRun(job)).isEmpty());
    }

    @Test
    void migrate_ledgerOfThisVersion_changesNothing() {
        change(tx -> assertThat(tx.jobs().migrate()).isFalse());
    }

    @Test
    void setPlannedTargets_again_replacesTheNumber() {
        change(tx -> tx.jobs().setPlannedTargets(job, 5));
        change(tx -> tx.jobs().setPlannedTargets(job, 7));

        check(tx -> assertThat(tx.jobs().plannedTargets(job)).hasValue(7));
    }
}
