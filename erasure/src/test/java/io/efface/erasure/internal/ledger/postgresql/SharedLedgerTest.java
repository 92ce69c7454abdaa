package io.efface.erasure.internal.ledger.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceId;
import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.NewRow;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.JobKeys;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a ledger that two processes have open. Each store stands for a process, because it has connections of its own. */
class SharedLedgerTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
    private static final int MINUTE = 60;

    @TempDir
    Path folder;

    private LedgerStore one;
    private LedgerStore two;
    private KeyFolder keyFolder;
    private JobKeys keys;
    private int job;

    @BeforeEach
    void open() {
        one = TestServer.emptyLedger();
        two = TestServer.reusedLocation().open();
        job = one.writer().write(tx -> tx.jobs().create("job", NOW, null, null));
        keyFolder = KeyFolder.create(folder.resolve("keys"));
        keys = keyFolder.createJob(one.id(), job);
        change(one, tx -> {
            tx.plan(job).addAll(List.of(row(1), row(2)));
            tx.plan(job).finishAdding();
            return true;
        });
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private NewRow row(long id) {
        JobCipher cipher = keys.cipher();
        return new NewRow(
                id,
                id,
                1,
                TargetState.PENDING,
                null,
                null,
                Operation.DELETE_PERSON,
                NewRow.Id.of("s" + id, cipher, id, JobCipher.SUBJECT),
                NewRow.Id.of("p" + id, cipher, id, JobCipher.PERSON),
                List.of(),
                List.of());
    }

    private static <T> T change(LedgerStore store, Function<Transaction, T> change) {
        return store.writer().write(change::apply);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(MINUTE, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean addEvent(Transaction tx) {
        tx.events(job).authenticate(keyFolder.eventMac(one.id(), job, "job", keys.fingerprints()));
        tx.events(job).add(Event.of(EventType.ATTEMPTED, NOW, 1));
        return true;
    }

    @Test
    void events_ofTwoProcesses_haveNumbersWithoutGapsInTheOrderOfTheCommits() throws Exception {
        List<CompletableFuture<Boolean>> added = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            added.add((i % 2 == 0 ? one : two).writer().submit(this::addEvent));
        }
        for (CompletableFuture<Boolean> each : added) {
            each.get(MINUTE, TimeUnit.SECONDS);
        }

        List<EventRow> events = new ArrayList<>();
        one.read(tx -> {
            tx.events(job).all().forEach(events::add);
            return true;
        });
        assertThat(events).extracting(EventRow::number).isSorted().doesNotHaveDuplicates();
        assertThat(events).hasSize(200).last().extracting(EventRow::number).isEqualTo(200L);
    }

    @Test
    void hold_whileAnotherProcessClaimsATarget_waitsForTheClaim() throws Exception {
        CountDownLatch isClaimed = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        CompletableFuture<TargetState> claim = one.writer().submit(tx -> {
            TargetState state = tx.targets(job).find(1).orElseThrow().state();
            isClaimed.countDown();
            await(mayCommit);
            tx.targets(job).store(1, TargetRecord.planned(TargetState.IN_FLIGHT, Operation.DELETE_PERSON));
            return state;
        });
        await(isClaimed);

        CompletableFuture<Integer> hold = two.writer().submit(tx -> {
            byte[] hash = keys.cipher().hash("p1");
            tx.holds(job).add(hash);
            return tx.holds(job).hold(hash);
        });
        assertThatThrownBy(() -> hold.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        mayCommit.countDown();

        assertThat(claim.get(MINUTE, TimeUnit.SECONDS)).isEqualTo(TargetState.PENDING);
        assertThat(hold.get(MINUTE, TimeUnit.SECONDS)).as("targets put on hold").isZero();
    }

    @Test
    void hold_afterOtherChangesOfTheSameTransaction_isAppliedInATransactionOfItsOwn() throws Exception {
        CountDownLatch isRunning = new CountDownLatch(1);
        CountDownLatch maySubmit = new CountDownLatch(1);
        CompletableFuture<Boolean> first = one.writer().submit(tx -> {
            isRunning.countDown();
            await(maySubmit);
            return true;
        });
        await(isRunning);
        CompletableFuture<Boolean> before = one.writer().submit(this::addEvent);
        CompletableFuture<Boolean> hold = one.writer().submit(tx -> {
            tx.targets(job).find(1);
            addEvent(tx);
            return tx.holds(job).add(keys.cipher().hash("p2"));
        });
        CompletableFuture<Boolean> after = one.writer().submit(this::addEvent);
        maySubmit.countDown();

        assertThat(List.of(
                        first.get(MINUTE, TimeUnit.SECONDS),
                        before.get(MINUTE, TimeUnit.SECONDS),
                        hold.get(MINUTE, TimeUnit.SECONDS),
                        after.get(MINUTE, TimeUnit.SECONDS)))
                .containsOnly(true);
        assertThat(one.<Long, RuntimeException>read(tx -> tx.events(job).lastNumber()))
                .isEqualTo(3);
    }

    @Test
    void changes_thatWaitForEachOther_areAppliedAgain() throws Exception {
        CountDownLatch bothHaveOne = new CountDownLatch(2);
        CompletableFuture<Boolean> first = one.writer().submit(tx -> lockBoth(tx, 1, 2, bothHaveOne));
        CompletableFuture<Boolean> second = two.writer().submit(tx -> lockBoth(tx, 2, 1, bothHaveOne));

        assertThat(first.get(MINUTE, TimeUnit.SECONDS)).isTrue();
        assertThat(second.get(MINUTE, TimeUnit.SECONDS)).isTrue();
        assertThat(one.writer().hasFailed() || two.writer().hasFailed()).isFalse();
    }

    private boolean lockBoth(Transaction tx, long target, long other, CountDownLatch bothHaveOne) {
        tx.targets(job).find(target);
        bothHaveOne.countDown();
        await(bothHaveOne);
        return tx.targets(job).find(other).isPresent();
    }

    @Test
    void create_sameNameInTwoProcesses_findsTheJobOfTheOther() throws Exception {
        CountDownLatch bothSearched = new CountDownLatch(2);
        CompletableFuture<Boolean> first = one.writer().submit(tx -> createIfMissing(tx, bothSearched));
        CompletableFuture<Boolean> second = two.writer().submit(tx -> createIfMissing(tx, bothSearched));

        assertThat(List.of(first.get(MINUTE, TimeUnit.SECONDS), second.get(MINUTE, TimeUnit.SECONDS)))
                .containsExactlyInAnyOrder(true, false);
    }

    private static boolean createIfMissing(Transaction tx, CountDownLatch bothSearched) {
        boolean isMissing = tx.jobs().find("next").isEmpty();
        bothSearched.countDown();
        await(bothSearched);
        return isMissing && tx.jobs().create("next", NOW, null, null) > 0;
    }

    @Test
    void occupy_jobOfAnotherProcess_isRejected() {
        LedgerStore.Occupation occupation = one.occupy(one.job("job"));

        assertThatThrownBy(() -> two.occupy(two.job("job")))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE));

        occupation.close();
        two.occupy(two.job("job")).close();
    }

    @Test
    void detachingJobs_facesOfAnotherProcess_areKnown() {
        assertThat(two.detachingJobs().contains(job)).isFalse();

        change(one, tx -> tx.detached(job).store(List.of(DetachedFace.of(FaceId.of("f"), 1, keys.cipher()))));

        assertThat(two.detachingJobs().contains(job)).isTrue();
    }
}
