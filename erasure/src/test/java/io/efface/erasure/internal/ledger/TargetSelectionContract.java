package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.FaceOutcome;
import io.efface.erasure.RunOptions.Retry;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tests which targets each implementation of {@link Targets} selects for a run. */
abstract class TargetSelectionContract extends LedgerContract {
    TargetSelectionContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private List<Target> page(TargetSelection selection) {
        return read(tx -> tx.targets(job).page(1, selection, 0, 100, NOW));
    }

    private void storeFace(long row, int number, FaceOutcome outcome) {
        change(tx -> tx.faces(job).store(row, number, new FaceRecord(outcome, null, null, false, null)));
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
}
