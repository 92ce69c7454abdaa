package io.efface.erasure.internal.run;

import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which target of one account is next: targets that came back, that the account rejected, that have to wait, and the one that was read
 * last. It stays small, because reading stops while many targets wait. Not thread-safe: the account's worker holds its lock.
 */
final class TargetQueue {
    private static final int MOST_DELAYED = 256;

    private final Deque<Target> ready = new ArrayDeque<>();
    /** Targets that the account rejected: other targets first show whether the rejection concerned the target or the account. */
    private final Deque<Target> rejected = new ArrayDeque<>();

    private final PriorityQueue<Target> delayed = new PriorityQueue<>(Comparator.comparing(TargetQueue::notBefore));
    private boolean isReadToEnd;
    private boolean isOnlyUnknownUnread;
    private Instant settled = Instant.EPOCH;

    /** Returns whether {@link #next} needs another target from the ledger. */
    boolean needsRead(Instant now, Rejections rejections) {
        return mayRead() && ready.isEmpty() && !isDelayedDue(now) && !isRejectedDue(rejections);
    }

    private boolean mayRead() {
        return !isReadToEnd && delayed.size() < MOST_DELAYED;
    }

    /** Adds the next target of the ledger, or null at its end. */
    void addRead(@Nullable Target target) {
        if (target == null) {
            isReadToEnd = true;
        } else {
            // Targets of unknown effect are read last.
            isOnlyUnknownUnread |= target.state() == TargetState.UNKNOWN;
            ready.add(target);
        }
    }

    /** Removes and returns the target to process now; returns null if there is none, or if the next one has to wait. */
    @Nullable Target next(Instant now, Rejections rejections) {
        if (isRejectedDue(rejections)) {
            return rejected.poll();
        }
        Target next = ready.isEmpty() && isDelayedDue(now) ? delayed.poll() : ready.poll();
        if (next == null) {
            return rejected.poll();
        }
        settled = later(settled, notBefore(next));
        if (now.isBefore(notBefore(next))) {
            delayed.add(next);
            return null;
        }
        return next;
    }

    /** Adds a target that is taken again: next, or at its time. */
    void addFirst(Target target) {
        settled = later(settled, notBefore(target));
        ready.addFirst(target);
    }

    /** Adds a target that the account rejected. */
    void addRejected(Target target) {
        rejected.add(target);
    }

    /** Returns whether a target can be processed now, or read. */
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

    /** Returns whether all that is left was rejected by the account or has an unknown effect. */
    boolean isOnlyDoubtful() {
        return (isReadToEnd || isOnlyUnknownUnread)
                && Stream.concat(ready.stream(), delayed.stream()).allMatch(Target::isDoubtful);
    }

    /** Returns the latest time for which a target of the queue had to wait so far, or has to. */
    Instant settled() {
        return settled;
    }

    /** Returns when the first target can be processed, if none can be before a time. */
    Instant dueAfter(Instant open) {
        Instant due = due();
        return due == null || hasReady() || due.isBefore(open) ? open : due;
    }

    /** Returns when the first of the waiting targets can be processed, or null if none waits. */
    @Nullable Instant due() {
        Target first = delayed.peek();
        return first == null ? null : notBefore(first);
    }

    /** Keeps the length of the waits when the clock was set back. */
    void clockSetBack(Duration by) {
        settled = settled.minus(by);
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
