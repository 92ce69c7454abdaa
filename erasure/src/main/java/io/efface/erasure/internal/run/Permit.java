package io.efface.erasure.internal.run;

import io.efface.FaceException;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.internal.ledger.record.Target;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to process one target. Until its release, a permit occupies one unit of the concurrency. The first method that releases it
 * determines the result; later releases have no effect. Thread-safe.
 */
final class Permit {
    private final AccountWorker worker;
    private final Target target;
    private final boolean isProbe;
    private final long call;
    private final Instant latest;
    private final AtomicBoolean isReleased = new AtomicBoolean();
    private volatile boolean wasRejectedAlone;
    private volatile boolean wasAmbiguous;
    private volatile boolean mayConcernTarget;
    private volatile boolean isWithoutResponse;

    /**
     * Creates a permit.
     *
     * @param call the number of the call, see {@link Rejections#begin()}
     * @param latest the latest deadline of the call, or {@link Instant#MAX} if only the timeout of calls limits it. A latest deadline is
     *     set only if every remaining target was rejected or has an unknown effect, so that a run with only such targets ends
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

    /** Returns the deadline of the call: the end of its timeout, or the latest deadline of this permit if that is earlier. */
    Instant until(Instant timeout) {
        return timeout.isAfter(latest) ? latest : timeout;
    }

    /** Returns whether this target is a probe: the account is paused, and the call for the target shows whether the account works again. */
    boolean isProbe() {
        return isProbe;
    }

    /**
     * Returns whether the current rejection concerns this target and not the account: the account has rejected the target repeatedly, and
     * has accepted other targets in between.
     */
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
     * Counts a rejection with a code that may concern the target or the account. Returns whether the rejection is attributed to the
     * account, because the account has accepted no target so far or has rejected several in a row. Called once for each rejection.
     */
    boolean countAmbiguous() {
        wasAmbiguous = true;
        return worker.countAmbiguous();
    }

    /** Counts a rejection that may concern the target or the account. The account pauses only if other targets were rejected too. */
    void suspected() {
        mayConcernTarget = !countAmbiguous();
    }

    /** Records that the vendor did not respond about the target. The outcome then does not show whether the account works. */
    void withoutResponse() {
        isWithoutResponse = true;
    }

    /** Records that a read of the account has succeeded, which ends its pause. */
    void recovered() {
        worker.recovered();
    }

    /** Stops the account. The targets in progress are finished. */
    void stopAccount(AccountEnd reason) {
        worker.stop(reason);
    }

    /** Releases the permit after a final outcome. */
    void completed() {
        completed(true, true, null);
    }

    /**
     * Releases the permit with an outcome.
     *
     * @param isAnswered whether the outcome is known or the vendor's response arrived
     * @param isFinal whether the outcome is known
     * @param error the error of the account, or an error of unknown effect that every target may get, or null
     */
    void completed(boolean isAnswered, boolean isFinal, @Nullable FaceException error) {
        if (!isReleased.getAndSet(true)) {
            if (isWithoutResponse) {
                worker.settledWithoutResponse(target);
                return;
            }
            // A rejection of the target does not show that the account works.
            if (isAnswered && !wasRejectedAlone && !wasAmbiguous) {
                worker.answered(target, call, isFinal);
            } else {
                worker.effectUnknown(target, error);
            }
        }
    }

    /** Releases the permit of a target that this run does not take again. The target does not count towards the run's limit. */
    void dropped() {
        if (!isReleased.getAndSet(true)) {
            worker.dropped();
        }
    }

    /**
     * Releases the permit of a target without an outcome. The run takes the target again, but not before {@link Target#notBefore}. The
     * target counts towards the run's limit only when it is taken again.
     */
    void returned(Target again) {
        if (!isReleased.getAndSet(true)) {
            worker.returned(again);
        }
    }

    /**
     * Releases the permit after a response that does not finish the target. The run takes the target again, but not before {@link
     * Target#notBefore}. The target counts towards the run's limit only when it is taken again.
     */
    void postponed(Target again) {
        if (!isReleased.getAndSet(true)) {
            worker.postponed(again, call);
        }
    }

    /** Releases the permit because the account rejects requests or seems to do so. The run takes the target again. */
    void rejected(Target again, FaceException error) {
        if (!isReleased.getAndSet(true)) {
            worker.rejected(again, error, isProbe, mayConcernTarget);
        }
    }
}
