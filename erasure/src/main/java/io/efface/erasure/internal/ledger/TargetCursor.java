package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account's targets in the order of their rows, read ahead a page at a time beside the writer, so that ten million of them take no
 * memory. What a page says is old by the time it is used, so the claim of a target reads it again. Thread-safe.
 */
public final class TargetCursor implements AutoCloseable {
    private static final int PAGE = 256;

    /** Chooses among targets, and when they are taken. */
    public interface Choice {
        /** Takes every one, as soon as the ledger allows. */
        Choice ALL = target -> target;

        /** Returns the target, or the same to be taken later, or null to leave it out. */
        @Nullable Target of(Target target);
    }

    private final Transaction view;
    private final int job;
    private final int account;
    private final Deque<TargetSelection> selections;
    private final Choice choice;
    private final Clock clock;
    private final Deque<Target> page = new ArrayDeque<>();
    private long after;

    /**
     * Opens a cursor.
     *
     * @param view is closed with the cursor
     * @param selections are read one after the other
     */
    public TargetCursor(
            Transaction view, int job, int account, List<TargetSelection> selections, Choice choice, Clock clock) {
        this.view = view;
        this.job = job;
        this.account = account;
        this.selections = new ArrayDeque<>(selections);
        this.choice = choice;
        this.clock = clock;
    }

    /** Returns the next target, or null at the end. */
    public synchronized @Nullable Target next() {
        while (page.isEmpty() && !selections.isEmpty()) {
            List<Target> read = view.targets(job).page(account, selections.getFirst(), after, PAGE, clock.instant());
            if (read.isEmpty()) {
                selections.removeFirst();
                after = 0;
            } else {
                after = read.get(read.size() - 1).id();
                for (Target target : read) {
                    Target chosen = choice.of(target);
                    if (chosen != null) {
                        page.add(chosen);
                    }
                }
            }
        }
        return page.poll();
    }

    @Override
    public synchronized void close() {
        view.close();
    }
}
