package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one account's targets in the order of their rows. The cursor keeps only one page of targets in memory, so the memory in use does
 * not depend on the number of targets. A page may be out of date when its targets are used, so the claim of a target reads the target
 * again. Thread-safe.
 */
public final class TargetCursor implements AutoCloseable {
    private static final int PAGE_SIZE = 256;

    /** Decides which targets the cursor returns, and whether they are delayed. */
    public interface Choice {
        /** Returns every target without a delay. */
        Choice ALL = target -> target;

        /** Returns the target, a copy with a later {@code notBefore} to delay it, or null to leave the target out. */
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
     * @param view the transaction to read from, which {@link #close} closes
     * @param selections the selections of targets, which the cursor reads one after the other
     * @param choice the decision about each selected target
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

    /** Returns the next target, or null after the last target. */
    public synchronized @Nullable Target next() {
        while (page.isEmpty() && !selections.isEmpty()) {
            List<Target> read =
                    view.targets(job).page(account, selections.getFirst(), after, PAGE_SIZE, clock.instant());
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
