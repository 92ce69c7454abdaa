package io.efface.erasure.internal.run;

import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which target of one account is processed next. The queue contains the last target that was read from the ledger. It also contains
 * the targets that are taken again: targets that were returned, that were rejected, or that have to wait. The queue stays small, because no
 * further targets are read while many targets wait. Not thread-safe: the worker of the account calls the methods under a lock.
 */
final class TargetQueue {
    private static final int MOST_DELAYED = 256;

    private final Deque<Target> ready = new ArrayDeque<>();
    /**
     * Targets that the account rejected. Other targets are processed first, to show whether a rejection concerned the target or the
     * account.
     */
    private final Deque<Target> rejected = new ArrayDeque<>();

    private final PriorityQueue<Target> delayed = new PriorityQueue<>(Comparator.comparing(TargetQueue::notBefore));
    private boolean isReadToEnd;
    private boolean isOnlyUnknownUnread;
    private Instant lastWaitEnd = Instant.EPOCH;

    /** Returns whether a target has to be read from the ledger before {@link #next}. */
    boolean needsRead(Instant now, Rejections rejections) {
        return mayRead() && ready.isEmpty() && !isDelayedDue(now) && !isRejectedDue(rejections);
    }

    private boolean mayRead() {
        return !isReadToEnd && delayed.size() < MOST_DELAYED;
    }

    /** Adds the next target of the ledger. Null means that the ledger has no further target. */
    void addRead(@Nullable Target target) {
        if (target == null) {
            isReadToEnd = true;
        } else if (target.state() != TargetState.UNKNOWN || !contains(target)) {
            // Targets of unknown effect are read last.
            isOnlyUnknownUnread |= target.state() == TargetState.UNKNOWN;
            ready.add(target);
        }
    }

    /**
     * Returns whether the queue contains a target. Called for targets of unknown effect: if a lease ends, its targets in progress are
     * returned to the queue, and the ledger also returns them as targets of unknown effect.
     */
    private boolean contains(Target target) {
        return Stream.of(ready, rejected, delayed)
                .flatMap(Collection::stream)
                .anyMatch(other -> other.id() == target.id());
    }

    /** Removes and returns the target to process now. Returns null if there is no target or if the next target has to wait. */
    @Nullable Target next(Instant now, Rejections rejections) {
        if (isRejectedDue(rejections)) {
            return rejected.poll();
        }
        Target next = ready.isEmpty() && isDelayedDue(now) ? delayed.poll() : ready.poll();
        if (next == null) {
            return rejected.poll();
        }
        lastWaitEnd = later(lastWaitEnd, notBefore(next));
        if (now.isBefore(notBefore(next))) {
            delayed.add(next);
            return null;
        }
        return next;
    }

    /** Adds a target that is taken again. If the target does not have to wait, it is taken before all others. */
    void addFirst(Target target) {
        if (target.state() == TargetState.UNKNOWN && contains(target)) {
            return;
        }
        lastWaitEnd = later(lastWaitEnd, notBefore(target));
        ready.addFirst(target);
    }

    /** Adds a target that the account rejected. */
    void addRejected(Target target) {
        rejected.add(target);
    }

    /** Returns whether a target can be processed now or read from the ledger. */
    boolean hasWork(Instant now) {
        return hasReady() || isDelayedDue(now);
    }

    private boolean hasReady() {
        return !ready.isEmpty() || !rejected.isEmpty() || mayRead();
    }

    /** Returns whether no target is left, in the queue or in the ledger. */
    boolean isExhausted() {
        return isReadToEnd && ready.isEmpty() && rejected.isEmpty() && delayed.isEmpty();
    }

    /** Returns whether all targets that are left were rejected by the account or have an unknown effect. */
    boolean isOnlyDoubtful() {
        return (isReadToEnd || isOnlyUnknownUnread)
                && Stream.concat(ready.stream(), delayed.stream()).allMatch(Target::isDoubtful);
    }

    /** Returns the latest end of the waits of all targets that have been in the queue. */
    Instant lastWaitEnd() {
        return lastWaitEnd;
    }

    /** Returns the time at which the first target can be processed after a pause that ends at {@code open}. */
    Instant dueAfter(Instant open) {
        Instant due = due();
        return due == null || hasReady() || due.isBefore(open) ? open : due;
    }

    /** Returns the time at which the first waiting target can be processed, or null if no target waits. */
    @Nullable Instant due() {
        Target first = delayed.peek();
        return first == null ? null : notBefore(first);
    }

    /** Shifts the waits after the clock was set back, so that they keep their length. */
    void clockSetBack(Duration by) {
        lastWaitEnd = lastWaitEnd.minus(by);
        List<Target> waiting = List.copyOf(delayed);
        delayed.clear();
        waiting.forEach(target -> delayed.add(target.after(notBefore(target).minus(by))));
    }

    private boolean isRejectedDue(Rejections rejections) {
        Target first = rejected.peek();
        return first != null && rejections.isAcceptedSince(first.id());
    }

    private boolean isDelayedDue(Instant now) {
        Instant due = due();
        return due != null && !now.isBefore(due);
    }

    private static Instant notBefore(Target target) {
        Instant time = target.notBefore();
        return time == null ? Instant.EPOCH : time;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
