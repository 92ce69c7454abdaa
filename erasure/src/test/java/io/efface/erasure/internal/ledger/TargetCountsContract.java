package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceOutcome;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobCounts;
import io.efface.erasure.TargetState;
import io.efface.erasure.UnresolvedTarget;
import io.efface.erasure.internal.ledger.Targets.StateCount;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tests the counts and the checks for damage of each implementation of {@link Targets}. */
abstract class TargetCountsContract extends LedgerContract {
    TargetCountsContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private void storeFace(long row, int number, FaceOutcome outcome) {
        change(tx -> tx.faces(job).store(row, number, new FaceRecord(outcome, null, null, false, null)));
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
            assertThat(tx.targets(job).recount())
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
    void unresolved_targets_maySucceedInAnotherRunAndAreSortedByLine() {
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
