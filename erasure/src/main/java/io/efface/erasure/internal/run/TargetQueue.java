package io.efface.erasure.internal.run;

import io.efface.erasure.internal.ledger.record.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The targets of one account that are known and not under way: given back, refused, or to be left alone for a while. Few, because no
 * more are read ahead than wait. Everything is under the pool's lock.
 */
final class TargetQueue {
    private static final int MOST_DELAYED = 256;

    private final Deque<Target> returned = new ArrayDeque<>();
    /** Those that the account refused: others show first whether it was about them. */
    private final Deque<Target> refused = new ArrayDeque<>();

    private final PriorityQueue<Target> delayed = new PriorityQueue<>(Comparator.comparing(TargetQueue::notBefore));
    private boolean exhausted;
    private boolean onlyDoubtfulLeft;

    /** Returns a target to take now, before others are read, or null. */
    @Nullable Target next(Instant now, Refusals refusals) {
        Target first = refused.peek();
        if (first != null && refusals.isPast(first.id())) {
            return refused.poll();
        }
        return returned.isEmpty() && isDelayedDue(now) ? delayed.poll() : returned.poll();
    }

    /** Returns a target that is taken when there is no other, or null. */
    @Nullable Target last() {
        return refused.poll();
    }

    /** Returns whether the targets that wait for their time leave room to look for others, and there are others. */
    boolean mayRead() {
        return !exhausted && delayed.size() < MOST_DELAYED;
    }

    /** Records that there are no others. */
    void exhausted() {
        exhausted = true;
    }

    /** Records that the effect of all targets that are still to be read is open. */
    void onlyDoubtfulLeft() {
        onlyDoubtfulLeft = true;
    }

    /** Puts a target off, if its time has not come; returns whether it did. */
    boolean delay(Target target, Instant now) {
        boolean early = now.isBefore(notBefore(target));
        return early && delayed.add(target);
    }

    /** Takes a target to be taken next. */
    void giveBack(Target target) {
        returned.addFirst(target);
    }

    /** Takes a target that the account refused. */
    void refuse(Target target) {
        refused.add(target);
    }

    /** Takes a target to be taken at its time. */
    void later(Target target) {
        delayed.add(target);
    }

    /** Returns whether there is anything to take now. */
    boolean hasWork(Instant now) {
        return hasReady() || isDelayedDue(now);
    }

    /** Returns whether there is anything that need not wait for its time. */
    boolean hasReady() {
        return !returned.isEmpty() || !refused.isEmpty() || mayRead();
    }

    /** Returns whether there is nothing left, now or later. */
    boolean isEmpty() {
        return exhausted && returned.isEmpty() && refused.isEmpty() && delayed.isEmpty();
    }

    /** Returns whether there is nothing else than targets that the account refused, or whose effect is open. */
    boolean isOnlyDoubtful() {
        return (exhausted || onlyDoubtfulLeft)
                && returned.stream().allMatch(Target::isDoubtful)
                && delayed.stream().allMatch(Target::isDoubtful);
    }

    /** Returns when the last of those that wait can be taken, or the earliest time if none waits. */
    Instant lastDue() {
        return delayed.stream()
                .map(TargetQueue::notBefore)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /** Returns when the first of those that wait can be taken, or null if none waits. */
    @Nullable Instant due() {
        Target first = delayed.peek();
        return first == null ? null : notBefore(first);
    }

    /** Keeps the waits as long as they were when the clock was set back. */
    void clockSetBack(Duration by) {
        List<Target> waiting = List.copyOf(delayed);
        delayed.clear();
        waiting.forEach(target -> delayed.add(target.after(notBefore(target).minus(by))));
    }

    private boolean isDelayedDue(Instant now) {
        Instant due = due();
        return due != null && !now.isBefore(due);
    }

    private static Instant notBefore(Target target) {
        Instant time = target.notBefore();
        return time == null ? Instant.MIN : time;
    }
}
