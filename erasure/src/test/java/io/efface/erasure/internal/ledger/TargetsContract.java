package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobCounts;
import io.efface.erasure.RunOptions.Retry;
import io.efface.erasure.TargetState;
import io.efface.erasure.UnresolvedTarget;
import io.efface.erasure.internal.ledger.Targets.StateCount;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.OpenFace;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.ledger.record.TargetSelection.FaceKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests every implementation of {@link Targets}. */
abstract class TargetsContract extends LedgerContract {
    TargetsContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private static final TargetSelection PENDING = TargetSelection.all(TargetState.PENDING);

    private List<Target> page(TargetSelection selection) {
        return read(tx -> tx.targets(job).page(1, selection, 0, 100, NOW));
    }

    /** Returns the targets of account 1 that a run processes, in the order of the run. Checks that the counts agree. */
    private List<Long> toErase(Retry retry, long epoch) {
        List<Long> targets = new ArrayList<>();
        for (TargetSelection selection : TargetSelection.toErase(retry, epoch)) {
            List<Target> page = page(selection);
            check(tx -> assertThat(tx.targets(job).count(1, selection)).isEqualTo(page.size()));
            page.forEach(target -> targets.add(target.id()));
        }
        return targets;
    }

    private void storeFace(long row, int number, FaceOutcome outcome) {
        change(tx -> tx.faces(job).store(row, number, new FaceRecord(outcome, null, null, false, null)));
    }

    @Test
    void find_plannedRow_hasItsPlannedState() {
        plan(row(1, 1, "s", "p", "f"), row(2, 1, "s", "p", "f"), refused(3));

        check(tx -> {
            Targets targets = tx.targets(job);
            assertThat(targets.find(1).orElseThrow().state()).isEqualTo(TargetState.PENDING);
            assertThat(targets.find(1).orElseThrow().operation()).isEqualTo(Operation.DELETE_FACES);
            assertThat(targets.find(2).orElseThrow().state()).isEqualTo(TargetState.DUPLICATE);
            assertThat(targets.find(3).orElseThrow().state()).isEqualTo(TargetState.REFUSED);
            assertThat(targets.find(4)).isEmpty();
        });
    }

    @Test
    void store_record_isReturnedWithTimesInMilliseconds() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "q"));

        store(1, StoredProgress.full(NOW));

        check(tx -> assertThat(tx.targets(job).find(1))
                .contains(StoredProgress.full(STORED_NOW).record()));
        check(tx -> assertThat(tx.targets(job).find(2).orElseThrow().attempt()).isZero());
    }

    @Test
    void store_record_keepsTheOperation() {
        plan(row(1, 1, "s", "p", "f"));

        store(1, StoredProgress.of(TargetState.UNKNOWN));

        check(tx ->
                assertThat(tx.targets(job).find(1).orElseThrow().operation()).isEqualTo(Operation.DELETE_FACES));
    }

    @Test
    void page_accountAndNumber_returnsTargetsOfTheAccountAfterTheNumber() {
        plan(row(1, 1, "s", "p"), row(2, 2, "s", "p"), row(3, 1, "s", "q"), row(4, 1, "s", "r"), row(5, 1, "s", "p"));

        check(tx -> {
            Targets targets = tx.targets(job);
            assertThat(targets.page(1, PENDING, 0, 2, NOW))
                    .extracting(Target::id)
                    .containsExactly(1L, 3L);
            assertThat(targets.page(1, PENDING, 3, 2, NOW))
                    .extracting(Target::id)
                    .containsExactly(4L);
            assertThat(targets.page(1, PENDING, 4, 2, NOW)).isEmpty();
            assertThat(targets.count(1, PENDING)).isEqualTo(3);
            assertThat(targets.count(2, PENDING)).isEqualTo(1);
            assertThat(targets.count(3, PENDING)).isZero();
        });
    }

    @Test
    void page_target_hasTheStoredValues() {
        plan(row(1, 1, "s", "p"));
        store(1, StoredProgress.full(NOW).kind(ErrorKind.STILL_PRESENT));

        Target target = page(TargetSelection.all(TargetState.DONE)).get(0);

        assertThat(target.attempt()).isEqualTo(3);
        assertThat(target.operation()).isEqualTo(Operation.DELETE_PERSON);
        assertThat(target.hash()).isEqualTo(hex("p"));
        assertThat(target.person(cipher).value()).isEqualTo("p");
        assertThat(target.faces()).isEmpty();
        assertThat(target.maybeEarlier()).isTrue();
        assertThat(target.outcomeAt()).isEqualTo(STORED_NOW);
        assertThat(target.looks()).isZero();
        assertThat(target.refuted()).isTrue();
        assertThat(target.detached()).isEmpty();
    }

    @Test
    void page_targetOfSeveralRows_hasTheFacesOfAllItsRows() {
        plan(row(1, 1, "s", "p", "f", "g"), row(2, 1, "s", "p", "g", "h"));

        List<OpenFace> faces = page(PENDING).get(0).faces();

        assertThat(faces).extracting(OpenFace::row).containsExactly(1L, 1L, 2L);
        assertThat(faces).extracting(OpenFace::number).containsExactly(0, 1, 1);
        assertThat(faces).extracting(face -> face.id(cipher).value()).containsExactly("f", "g", "h");
        assertThat(faces.get(2).hash()).isEqualTo(hex("h"));
        assertThat(faces).noneMatch(face -> face.refuted() || face.maybeEarlier() || face.isDoubtful());
    }

    @Test
    void page_faceThatWasFound_isRefuted() {
        plan(row(1, 1, "s", "p", "f"));
        change(tx -> tx.faces(job)
                .store(1, 0, new FaceRecord(FaceOutcome.FAILED, null, null, true, ErrorKind.STILL_PRESENT)));

        Target target = page(PENDING).get(0);

        assertThat(target.refuted()).isFalse();
        assertThat(target.faces()).singleElement().satisfies(face -> {
            assertThat(face.refuted()).isTrue();
            assertThat(face.maybeEarlier()).isTrue();
            assertThat(face.lastOutcome()).isEqualTo(FaceOutcome.FAILED);
        });
    }

    @Test
    void page_kindOfFaces_returnsOnlyFacesOfTheKind() {
        plan(row(1, 1, "s", "p", "none", "deleted", "absent", "open", "unknown", "kept", "failed", "skipped"));
        FaceOutcome[] outcomes = {
            null,
            FaceOutcome.DELETED,
            FaceOutcome.ALREADY_ABSENT,
            FaceOutcome.UNCONFIRMED,
            FaceOutcome.UNKNOWN,
            FaceOutcome.RETAINED,
            FaceOutcome.FAILED,
            FaceOutcome.NOT_ATTEMPTED
        };
        for (int i = 1; i < outcomes.length; i++) {
            storeFace(1, i, outcomes[i]);
        }

        assertThat(numbersOf(FaceKind.OPEN)).containsExactly(0, 3, 4, 7);
        assertThat(numbersOf(FaceKind.OPEN_OR_FAILED)).containsExactly(0, 3, 4, 6, 7);
        assertThat(numbersOf(null)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    private List<Integer> numbersOf(@Nullable FaceKind kind) {
        return page(new TargetSelection(TargetState.PENDING, null, false, null, false, kind)).get(0).faces().stream()
                .map(OpenFace::number)
                .toList();
    }

    @Test
    void page_targetWithoutASelectedFace_isReportedAsDamage() {
        plan(row(1, 1, "s", "p", "f"));
        storeFace(1, 0, FaceOutcome.DELETED);

        assertThatThrownBy(
                        () -> page(new TargetSelection(TargetState.PENDING, null, false, null, false, FaceKind.OPEN)))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE));
    }

    @Test
    void page_clockSetBack_limitsTheWaitOfATargetToItsOriginalLength() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "q"), row(3, 1, "s", "r"), row(4, 1, "s", "t"));
        Instant later = STORED_NOW.plusSeconds(3_600);
        // The waits of 60 seconds were stored by a clock that was an hour ahead.
        store(1, StoredProgress.of(TargetState.PENDING).since(later).notBefore(later.plusSeconds(60)));
        store(2, StoredProgress.of(TargetState.PENDING).settledAt(later).notBefore(later.plusSeconds(60)));
        store(3, StoredProgress.of(TargetState.PENDING).since(STORED_NOW).notBefore(STORED_NOW.plusSeconds(30)));

        List<Target> targets = read(tx -> tx.targets(job).page(1, PENDING, 0, 9, STORED_NOW));

        assertThat(targets)
                .extracting(Target::notBefore)
                .containsExactly(
                        STORED_NOW.plusSeconds(60), STORED_NOW.plusSeconds(60), STORED_NOW.plusSeconds(30), null);
    }

    @Test
    void toErase_eachRetry_selectsItsTargetsInOrder() {
        plan(
                row(1, 1, "s", "unknown"),
                row(2, 1, "s", "failed"),
                row(3, 1, "s", "permanent"),
                row(4, 1, "s", "present"),
                row(5, 1, "s", "pending"),
                row(6, 1, "s", "done"),
                row(7, 2, "s", "pending"));
        store(1, StoredProgress.of(TargetState.UNKNOWN).attempted(1, 1));
        store(2, StoredProgress.failed(false, ErrorKind.UNAVAILABLE));
        store(3, StoredProgress.failed(true, ErrorKind.INVALID_ARGUMENT));
        store(4, StoredProgress.of(TargetState.PRESENT).attempted(1, 1));
        store(6, StoredProgress.done(NOW));

        assertThat(toErase(Retry.NOTHING, 2)).containsExactly(5L, 1L);
        assertThat(toErase(Retry.TRANSIENT, 2)).containsExactly(5L, 2L, 4L, 1L);
        assertThat(toErase(Retry.ALL, 2)).containsExactly(5L, 2L, 3L, 4L, 1L);
        assertThat(page(TargetSelection.toVerify().get(0)))
                .extracting(Target::id)
                .containsExactly(6L);
    }

    @Test
    void toErase_targetsAttemptedInThisEpoch_areLeftOut() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "q"), row(3, 1, "s", "r"), row(4, 1, "s", "t"));
        store(1, StoredProgress.of(TargetState.UNKNOWN).attempted(1, 2));
        store(2, StoredProgress.failed(false, ErrorKind.UNAVAILABLE).attempted(1, 2));
        store(3, StoredProgress.of(TargetState.UNKNOWN));
        store(4, StoredProgress.of(TargetState.PENDING).attempted(1, 2));

        assertThat(toErase(Retry.ALL, 2)).containsExactly(4L, 3L);
        assertThat(toErase(Retry.ALL, 3)).containsExactly(4L, 2L, 1L, 3L);
    }

    @Test
    void toErase_attemptedTargetsOnHold_areLeftOut() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "q"), row(3, 1, "t", "q"), row(4, 1, "s", "r"));
        store(1, StoredProgress.of(TargetState.UNKNOWN).attempted(1, 1));
        store(2, StoredProgress.failed(false, ErrorKind.UNAVAILABLE));
        store(4, StoredProgress.of(TargetState.UNKNOWN));
        change(tx -> {
            tx.holds(job).add(hash("p"));
            tx.holds(job).add(hash("t"));
            tx.holds(job).add(hash("r"));
        });

        // Target 4 was not attempted, so the selection contains it. Its claim checks the hold list.
        assertThat(toErase(Retry.ALL, 2)).containsExactly(4L);
        assertThat(page(TargetSelection.all(TargetState.UNKNOWN)))
                .extracting(Target::id)
                .containsExactly(1L, 4L);
    }

    @Test
    void toErase_partialTargets_areSelectedByTheirFaces() {
        plan(
                row(1, 1, "s", "open", "f", "g"),
                row(2, 1, "s", "failed", "f", "g"),
                row(3, 1, "s", "permanent", "f", "g"),
                row(4, 1, "s", "kept", "f", "g"));
        for (long row = 1; row <= 4; row++) {
            store(row, StoredProgress.of(TargetState.PARTIAL).attempted(1, 1));
            storeFace(row, 0, FaceOutcome.DELETED);
        }
        store(3, StoredProgress.of(TargetState.PARTIAL).attempted(1, 1).permanent());
        storeFace(2, 1, FaceOutcome.FAILED);
        storeFace(3, 1, FaceOutcome.FAILED);
        storeFace(4, 1, FaceOutcome.RETAINED);

        assertThat(toErase(Retry.NOTHING, 2)).containsExactly(1L);
        assertThat(toErase(Retry.TRANSIENT, 2)).containsExactly(1L, 2L);
        assertThat(toErase(Retry.ALL, 2)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void inFlight_targetsOfSeveralAccounts_areSortedByNumber() {
        plan(row(1, 2, "s", "p"), row(2, 1, "s", "p"), row(3, 2, "s", "q"), row(4, 1, "s", "r"));
        for (long row = 1; row <= 3; row++) {
            store(row, StoredProgress.of(TargetState.IN_FLIGHT).attempted(1, 1));
        }

        check(tx -> assertThat(tx.targets(job).inFlight()).containsExactly(1L, 2L, 3L));
    }

    @Test
    void counts_rows_areCountedByAccountAndState() {
        plan(row(1, 1, "s", "p"), row(2, 1, "s", "p"), row(3, 2, "s", "q"), row(4, 1, "s", "r"), refused(5));

        check(tx -> {
            assertThat(tx.targets(job).counts())
                    .containsExactlyInAnyOrder(
                            new StateCount(0, TargetState.REFUSED, 1),
                            new StateCount(1, TargetState.PENDING, 2),
                            new StateCount(1, TargetState.DUPLICATE, 1),
                            new StateCount(2, TargetState.PENDING, 1));
            assertThat(tx.targets(job).countsOfTable())
                    .containsExactlyInAnyOrderElementsOf(tx.targets(job).counts());
            assertThat(tx.targets(job).planned()).isEqualTo(3);
        });
    }

    @Test
    void summary_rows_countsStatesAndResults() {
        plan(
                row(1, 1, "s", "done"),
                row(2, 1, "s", "failed"),
                row(3, 1, "s", "permanent"),
                row(4, 1, "s", "closed", "f"),
                row(5, 1, "s", "open", "f"),
                row(6, 1, "s", "unknown"),
                row(7, 1, "s", "held"),
                row(8, 1, "s", "done"),
                refused(9));
        store(1, StoredProgress.done(NOW));
        store(2, StoredProgress.failed(false, ErrorKind.UNAVAILABLE));
        store(3, StoredProgress.failed(true, ErrorKind.INVALID_ARGUMENT));
        store(4, StoredProgress.of(TargetState.PARTIAL).attempted(1, 1));
        storeFace(4, 0, FaceOutcome.FAILED);
        store(5, StoredProgress.of(TargetState.PARTIAL).attempted(1, 1));
        store(6, StoredProgress.of(TargetState.UNKNOWN).attempted(1, 1));
        change(tx -> {
            for (String id : List.of("done", "closed", "open", "unknown", "held")) {
                tx.holds(job).add(hash(id));
                tx.holds(job).hold(hash(id));
            }
        });

        check(tx -> assertThat(tx.targets(job).summary())
                .isEqualTo(new JobCounts(
                        9,
                        Map.of(
                                TargetState.DONE, 1L,
                                TargetState.FAILED, 2L,
                                TargetState.PARTIAL, 2L,
                                TargetState.UNKNOWN, 1L,
                                TargetState.HELD, 1L,
                                TargetState.DUPLICATE, 1L,
                                TargetState.REFUSED, 1L),
                        1,
                        1,
                        2)));
    }

    private void assertUnreadable(Function<Targets, ?> reading) {
        assertThatThrownBy(() -> read(tx -> reading.apply(tx.targets(job))))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE));
    }

    @Test
    void summary_missingRow_isReportedAsDamage() {
        plan(row(1, 1, "s", "p"), row(3, 1, "s", "q"));

        assertUnreadable(Targets::summary);
    }

    @Test
    void summary_doneTargetWithoutAnOutcome_isReportedAsDamage() {
        plan(row(1, 1, "s", "p"));
        store(1, StoredProgress.of(TargetState.DONE));

        assertUnreadable(Targets::summary);
    }

    private void requireWhole(Integer... accounts) {
        check(tx -> tx.targets(job).requireWhole(Set.of(accounts)));
    }

    @Test
    void requireWhole_undamagedLedger_passes() {
        plan(row(1, 1, "s", "p"), row(2, 2, "s", "q"), row(3, 1, "s", "p"), refused(4));
        requireWhole(1, 2);

        change(tx -> {
            tx.jobs().setPlannedTargets(job, 2);
            tx.holds(job).hold(hash("p"));
        });

        requireWhole(1, 2);
    }

    @Test
    void requireWhole_unknownAccountMissingRowOrLostTarget_isReportedAsDamage() {
        plan(row(1, 1, "s", "p"), row(2, 2, "s", "q"));

        assertThatThrownBy(() -> requireWhole(1)).isInstanceOf(ErasureException.class);

        change(tx -> tx.jobs().setPlannedTargets(job, 3));
        assertThatThrownBy(() -> requireWhole(1, 2)).isInstanceOf(ErasureException.class);

        change(tx -> {
            tx.jobs().setPlannedTargets(job, 2);
            tx.plan(job).addAll(List.of(row(4, 1, "s", "r")));
        });
        assertThatThrownBy(() -> requireWhole(1, 2)).isInstanceOf(ErasureException.class);
    }

    @Test
    void unresolved_targets_areThoseThatMaySucceedInAnotherRunByLine() {
        plan(
                row(1, 2, "s", "unknown"),
                row(2, 1, "s", "failed"),
                row(3, 1, "s", "permanent"),
                row(4, 1, "s", "partial", "f"),
                row(5, 1, "s", "partial without an error", "f"),
                row(6, 1, "s", "done"),
                row(7, 1, "s", "pending"));
        store(1, StoredProgress.of(TargetState.UNKNOWN));
        store(2, StoredProgress.failed(false, ErrorKind.UNAVAILABLE).code("Busy"));
        store(3, StoredProgress.failed(true, ErrorKind.INVALID_ARGUMENT));
        store(4, StoredProgress.of(TargetState.PARTIAL).kind(ErrorKind.TIMEOUT));
        store(5, StoredProgress.of(TargetState.PARTIAL));
        store(6, StoredProgress.done(NOW));

        UnresolvedTarget unknown =
                new UnresolvedTarget(10, "b", TargetState.UNKNOWN, Optional.empty(), Optional.empty());
        UnresolvedTarget failed = new UnresolvedTarget(
                20, "a", TargetState.FAILED, Optional.of(ErrorKind.UNAVAILABLE), Optional.of("Busy"));
        UnresolvedTarget partial =
                new UnresolvedTarget(40, "a", TargetState.PARTIAL, Optional.of(ErrorKind.TIMEOUT), Optional.empty());
        check(tx -> assertThat(tx.targets(job).unresolved(9)).containsExactly(unknown, failed, partial));
        check(tx -> assertThat(tx.targets(job).unresolved(2)).containsExactly(unknown, failed));
    }

    @Test
    void lastRow_rows_isTheGreatestNumber() {
        check(tx -> assertThat(tx.targets(job).lastRow()).isZero());

        plan(row(1, 1, "s", "p"), refused(2));

        check(tx -> assertThat(tx.targets(job).lastRow()).isEqualTo(2));
    }

    @Test
    void unproven_targets_countsTargetsNotDoneOrNotRead() {
        plan(
                row(1, 1, "s", "verified"),
                row(2, 1, "s", "accepted"),
                row(3, 1, "s", "pending"),
                row(4, 1, "s", "held"),
                row(5, 1, "s", "held"),
                refused(6));
        store(1, StoredProgress.done(NOW).verified());
        store(2, StoredProgress.done(NOW));
        change(tx -> tx.holds(job).hold(hash("held")));

        check(tx -> assertThat(tx.targets(job).unproven()).isEqualTo(2));
    }
}
