package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.TargetState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tests every implementation of {@link LedgerWriter} and {@link LedgerStore}. */
abstract class WriterContract extends LedgerContract {
    WriterContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private static final int MINUTE = 60;

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(MINUTE, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reason reason(Throwable thrown) {
        return ((ErasureException) thrown).reason();
    }

    private long stored() {
        return read(tx -> tx.jobs().plannedTargets(job).orElse(0));
    }

    @Test
    void write_change_isVisibleToReadersAndReturnsItsResult() {
        long result = write(tx -> {
            tx.jobs().setPlannedTargets(job, 4);
            return tx.jobs().plannedTargets(job).orElseThrow();
        });

        assertThat(result).isEqualTo(4);
        assertThat(stored()).isEqualTo(4);
    }

    @Test
    void submit_manyChanges_areAppliedInOrder() throws Exception {
        List<Integer> applied = new ArrayList<>();
        List<CompletableFuture<Boolean>> submitted = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            submitted.add(store.writer().submit(tx -> applied.add(number)));
        }
        submitted.get(199).get(MINUTE, TimeUnit.SECONDS);

        assertThat(applied).hasSize(200).isSorted();
        assertThat(submitted).allMatch(CompletableFuture::isDone);
    }

    @Test
    void submit_changeThatIsNotCommitted_isNotVisibleToReaders() throws Exception {
        CountDownLatch isApplied = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Boolean> done = store.writer().submit(tx -> {
            tx.jobs().setPlannedTargets(job, 4);
            isApplied.countDown();
            await(mayEnd);
            return true;
        });
        await(isApplied);

        assertThat(stored()).isZero();
        assertThat(done).isNotDone();

        mayEnd.countDown();
        done.get(MINUTE, TimeUnit.SECONDS);
        assertThat(stored()).isEqualTo(4);
    }

    @Test
    void write_rejectedChange_isUndoneAloneAndThrowsItsException() {
        plan(row(1, 1, "s", "p"));
        ErasureException rejection = new ErasureException(Reason.NOT_CONFIRMED, "no");
        change(tx -> tx.jobs().setPlannedTargets(job, 1));

        assertThatThrownBy(() -> write(tx -> {
                    tx.jobs().setPlannedTargets(job, 2);
                    tx.jobs().create("next", NOW, null, null);
                    tx.accounts(job).beginRun(1);
                    tx.holds(job).add(hash("p"));
                    tx.holds(job).hold(hash("p"));
                    throw rejection;
                }))
                .isSameAs(rejection);

        assertThat(store.writer().hasFailed()).isFalse();
        assertThat(store.writer().failure()).isNull();
        assertThat(stored()).isEqualTo(1);
        check(tx -> assertThat(tx.jobs().names()).containsExactly("job"));
        check(tx -> assertThat(tx.holds(job).size()).isZero());
        assertThat(state(1)).isEqualTo(TargetState.PENDING);
        change(tx -> tx.jobs().setPlannedTargets(job, 3));
        assertThat(stored()).isEqualTo(3);
        check(tx -> assertThat(tx.jobs().names()).containsExactly("job"));
        check(tx -> assertThat(tx.holds(job).size()).isZero());
    }

    @Test
    void submit_rejectedChangeAmongOthers_doesNotAffectTheOthers() throws Exception {
        CompletableFuture<Integer> before =
                store.writer().submit(tx -> tx.jobs().create("before", NOW, null, null));
        CompletableFuture<Integer> rejected = store.writer().submit(tx -> {
            tx.jobs().create("refused", NOW, null, null);
            throw new ErasureException(Reason.WRONG_STATE, "no");
        });
        CompletableFuture<Integer> after = store.writer().submit(tx -> tx.jobs().create("after", NOW, null, null));
        before.get(MINUTE, TimeUnit.SECONDS);
        after.get(MINUTE, TimeUnit.SECONDS);

        assertThatThrownBy(rejected::join).hasCauseInstanceOf(ErasureException.class);
        check(tx -> assertThat(tx.jobs().names()).containsExactly("after", "before", "job"));
    }

    @Test
    void write_changeThatFailsTheStorage_stopsTheWriterForGood() {
        change(tx -> tx.jobs().setPlannedTargets(job, 1));

        assertThatThrownBy(() -> write(tx -> {
                    tx.jobs().setPlannedTargets(job, 2);
                    return tx.jobs().create("job", NOW, null, null);
                }))
                .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.LEDGER_FAILED))
                .hasMessageContaining("the ledger cannot be written");

        AtomicInteger applied = new AtomicInteger();
        assertThatThrownBy(() -> write(tx -> applied.incrementAndGet()))
                .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.LEDGER_FAILED));
        assertThatThrownBy(() -> store.writer().destroyRemovedData(Checkpoints.NONE))
                .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.LEDGER_FAILED));
        assertThat(applied).hasValue(0);
        assertThat(store.writer().hasFailed()).isTrue();
        assertThat(reason(store.writer().failure())).isEqualTo(Reason.LEDGER_FAILED);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void write_changeWithABug_failsWithoutItsMessage() {
        assertThatThrownBy(() -> write(tx -> {
                    throw new IllegalStateException("an id");
                }))
                .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.LEDGER_FAILED))
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("an id");
        assertThat(store.writer().hasFailed()).isTrue();
    }

    @Test
    void write_interruptedThread_waitsForTheCommitAndKeepsTheFlag() {
        Thread.currentThread().interrupt();

        change(tx -> tx.jobs().setPlannedTargets(job, 1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void destroyRemovedData_ledgerWithData_keepsTheData() {
        change(tx -> tx.jobs().setPlannedTargets(job, 1));

        store.writer().destroyRemovedData(Checkpoints.NONE);

        assertThat(stored()).isEqualTo(1);
        change(tx -> tx.jobs().setPlannedTargets(job, 2));
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void close_waitingChanges_areWrittenAndLaterChangesAreRejected() throws Exception {
        CountDownLatch isApplied = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Boolean> first = store.writer().submit(tx -> {
            isApplied.countDown();
            await(mayEnd);
            return true;
        });
        await(isApplied);
        CompletableFuture<Integer> waiting = store.writer().submit(tx -> 1);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(store::close);
        mayEnd.countDown();
        closed.get(MINUTE, TimeUnit.SECONDS);

        assertThat(first).isCompletedWithValue(true);
        assertThat(waiting).isCompletedWithValue(1);
        assertThatThrownBy(() -> write(tx -> 1))
                .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.LEDGER_FAILED))
                .hasMessage("the ledger is closed");
        store.close();
    }

    @Test
    void reading_openTransaction_seesLaterCommits() {
        try (Transaction view = store.reading()) {
            assertThat(view.jobs().plannedTargets(job)).isEmpty();

            change(tx -> tx.jobs().setPlannedTargets(job, 5));

            assertThat(view.jobs().plannedTargets(job)).hasValue(5);
        }
    }

    @Test
    void reading_change_isRejected() {
        try (Transaction view = store.reading()) {
            assertThatThrownBy(() -> view.jobs().setPlannedTargets(job, 5)).isInstanceOf(RuntimeException.class);
        }
        assertThat(stored()).isZero();
    }

    @Test
    void job_anyName_isFoundOrRejected() {
        assertThat(store.job("job").number()).isEqualTo(job);
        assertThat(store.find("other")).isEmpty();
        assertThatThrownBy(() -> store.job("other"))
                .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.NO_SUCH_JOB));
    }

    @Test
    void occupy_occupiedJob_isRejectedUntilItIsReleased() {
        LedgerStore.Occupation first = store.occupy(store.job("job"));

        assertThatThrownBy(() -> store.occupy(store.job("job")))
                .satisfies(thrown -> assertThat(reason(thrown)).isEqualTo(Reason.WRONG_STATE));

        first.close();
        store.occupy(store.job("job")).close();
    }
}
