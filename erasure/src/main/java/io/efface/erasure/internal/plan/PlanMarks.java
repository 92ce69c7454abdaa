package io.efface.erasure.internal.plan;

import io.efface.Operation;
import io.efface.erasure.PlanProgress;
import io.efface.erasure.PlanProgress.Step;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.PlannedRows;
import io.efface.erasure.internal.ledger.PlannedRows.Repeated;
import io.efface.erasure.internal.ledger.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Combines the rows of the same account and person into one target, and marks the held targets. For one thread. */
final class PlanMarks {
    private static final int MARKS_PER_COMMIT = 2_000;

    private final PlanDraft draft;
    private final PlanProgress progress;
    private @Nullable Repeated most;
    private long done;

    PlanMarks(PlanDraft draft, PlanProgress progress) {
        this.draft = draft;
        this.progress = progress;
    }

    /**
     * Marks duplicates and unites their faces, then marks the held targets.
     *
     * @param view a transaction that reads the draft while other transactions mark its rows
     * @return the target with the most rows; empty if no target has more than one row
     */
    Optional<PlanSummary.Crowd> mark(Transaction view) {
        PlannedRows rows = view.plan(draft.number());
        inBatches(rows.repeated(), this::unite);
        inBatches(
                view.holds(draft.number()).hashes(),
                (tx, hash) -> tx.holds(draft.number()).hold(hash));
        return Optional.ofNullable(most).map(person -> new PlanSummary.Crowd(person.rows(), rows.line(person.first())));
    }

    private <T> void inBatches(Cursor<T> all, BiConsumer<Transaction, T> mark) {
        List<T> batch = new ArrayList<>();
        all.forEach(each -> {
            batch.add(each);
            if (batch.size() == MARKS_PER_COMMIT) {
                write(batch, mark);
            }
        });
        if (!batch.isEmpty()) {
            write(batch, mark);
        }
    }

    private <T> void write(List<T> batch, BiConsumer<Transaction, T> mark) {
        draft.write(tx -> {
            batch.forEach(each -> mark.accept(tx, each));
            return batch.size();
        });
        done += batch.size();
        batch.clear();
        progress.at(Step.MARKING, done);
        PlanLoader.checkInterrupt();
    }

    private void unite(Transaction tx, Repeated person) {
        if (most == null || person.rows() > most.rows()) {
            most = person;
        }
        PlannedRows rows = tx.plan(draft.number());
        Set<Operation> operations = rows.operations(person);
        rows.markDuplicates(person);
        if (operations.size() > 1) {
            rows.deleteWholePerson(person);
        } else if (operations.contains(Operation.DELETE_FACES)) {
            rows.uniteFaces(person);
        }
    }
}
