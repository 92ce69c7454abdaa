package io.efface.erasure.internal.run;

import io.efface.FaceException;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.internal.ledger.record.Target;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to process one target, and one unit of the concurrency, until the outcome is committed. It is released once; later releases
 * have no effect. Thread-safe.
 */
final class Permit {
    private final AccountWorker worker;
    private final Target target;
    private final boolean isProbe;
    private final long call;
    private final Instant latest;
    private final AtomicBoolean isHeld = new AtomicBoolean(true);
    private volatile boolean wasRejectedAlone;
    private volatile boolean wasDoubted;
    private volatile boolean mayConcernTarget;
    private volatile boolean wasRejectedLocally;

    /**
     * Creates a permit.
     *
     * @param call the number of the call, see {@link Rejections#begin()}
     * @param latest when the call must have ended, because nothing else is left to do; {@link Instant#MAX} if there is no such limit
     */
    Permit(AccountWorker worker, Target target, boolean isProbe, long call, Instant latest) {
        this.worker = worker;
        this.target = target;
        this.isProbe = isProbe;
        this.call = call;
        this.latest = latest;
    }

    Target target() {
        return target;
    }

    /** Returns when the call must have ended: at the usual time or earlier. */
    Instant until(Instant usual) {
        return usual.isAfter(latest) ? latest : usual;
    }

    /** Returns whether the account is paused, and this target shows whether it answers again. */
    boolean isProbe() {
        return isProbe;
    }

    /** Returns whether the account rejects this target but accepted others before and after, so that the rejection concerns the target. */
    boolean isRejectedAlone() {
        boolean isAlone = worker.isRejectedAlone(target);
        wasRejectedAlone |= isAlone;
        return isAlone;
    }

    /** Returns whether {@link #isRejectedAlone()} has returned true. */
    boolean wasRejectedAlone() {
        return wasRejectedAlone;
    }

    /**
     * Returns whether a rejection with a code that need not concern the target counts as the account's: it has accepted no target so far,
     * or has rejected several in a row. Counts the rejection, so it is called once.
     */
    boolean isRejectedWithAccount() {
        wasDoubted = true;
        return worker.isRejectedWithAccount();
    }

    /** Records a rejection that need not concern the target. The target is taken again; the account pauses only if others were rejected too. */
    void suspected() {
        mayConcernTarget = !isRejectedWithAccount();
    }

    /** Records that this process rejected the target, so that the outcome shows neither that the account works nor that it rejects. */
    void rejectedLocally() {
        wasRejectedLocally = true;
    }

    /** Records that the account answers again. */
    void recovered() {
        worker.recovered();
    }

    /** Ends the account; targets in progress are finished. */
    void stopAccount(AccountEnd reason) {
        worker.stop(reason);
    }

    /** Releases the permit with a final outcome. */
    void settled() {
        settled(true, true, null);
    }

    /**
     * Releases the permit with an outcome.
     *
     * @param isAnswered whether the vendor's answer was readable
     * @param isFinal whether the target needs no other run
     * @param answer the answer that leaves the effect unknown and need not concern the target, or null
     */
    void settled(boolean isAnswered, boolean isFinal, @Nullable FaceException answer) {
        if (isHeld.getAndSet(false)) {
            if (wasRejectedLocally) {
                worker.rejectedLocally(target);
                return;
            }
            // A rejection does not show that the account works, even if it concerns the target.
            if (isAnswered && !wasRejectedAlone && !wasDoubted) {
                worker.answered(target, call, isFinal);
            } else {
                worker.effectUnknown(target, answer);
            }
        }
    }

    /** Releases the permit of a target that this run does not take again; it does not count for the limit. */
    void dropped() {
        if (isHeld.getAndSet(false)) {
            worker.dropped();
        }
    }

    /** Releases the permit of a target without an outcome, which is taken again, at its time if it has one; it does not count yet. */
    void returned(Target again) {
        if (isHeld.getAndSet(false)) {
            worker.returned(again);
        }
    }

    /** Releases the permit after an answer; the rest of the target is taken at its time, and does not count yet. */
    void postponed(Target again) {
        if (isHeld.getAndSet(false)) {
            worker.postponed(again, call);
        }
    }

    /** Releases the permit because the account rejects, or seems to; the target is taken again. */
    void rejected(Target again, FaceException error) {
        if (isHeld.getAndSet(false)) {
            worker.rejected(again, error, isProbe, mayConcernTarget);
        }
    }
}
