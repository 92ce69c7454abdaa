package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.EraseProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides from an account's answers whether requests are sent to it.
 *
 * <pre>
 * RUNNING --rejected--> PAUSED --pause is over--> PROBING --answered--> RUNNING
 *                        ^------- rejected ---------'
 * any state --given up, stopped--> ENDED
 * </pre>
 *
 * <p>While it is PROBING, one target is in progress. Not thread-safe: the account's worker holds its lock.
 */
final class AccountHealth {
    private enum State {
        RUNNING,
        PAUSED,
        PROBING,
        ENDED
    }

    /** Is called when an account pauses or ends, and with null when it works again. */
    interface PauseListener {
        void changed(EraseProgress.@Nullable Pause pause);
    }

    private final AccountPauses pauses;
    private final PauseListener listener;
    private final Rejections rejections = new Rejections();
    private final CommonError common = new CommonError();
    private State state = State.RUNNING;
    private boolean hasAnswered;
    private @Nullable AccountEnd end;
    private @Nullable FaceException lastError;

    AccountHealth(AccountPauses pauses, PauseListener listener) {
        this.pauses = pauses;
        this.listener = listener;
    }

    Rejections rejections() {
        return rejections;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    boolean isPaused() {
        return state == State.PAUSED;
    }

    boolean isEnded() {
        return state == State.ENDED;
    }

    /** Returns whether a target may be taken, as a probe if the account is paused. */
    boolean isOpen(Instant now, boolean isIdle) {
        return isRunning() || (isPaused() && isIdle && !now.isBefore(pauses.until()));
    }

    /** Returns when the current pause ends, or the given time if that is later or the account is not paused. */
    Instant openFrom(Instant now) {
        return isPaused() && pauses.until().isAfter(now) ? pauses.until() : now;
    }

    /** Returns whether the account is paused and all probes have failed. */
    boolean isUsedUp() {
        return isPaused() && pauses.isUsedUp();
    }

    /** Returns the error that caused the current pause, if the account is paused. */
    Optional<String> pauseReason() {
        FaceException error = lastError;
        return isPaused() && error != null
                ? Optional.of(AccountFailure.of(error).toString())
                : Optional.empty();
    }

    /** Records that a target is taken; returns whether it is a probe. */
    boolean taken() {
        boolean isProbe = isPaused();
        state = isProbe ? State.PROBING : state;
        return isProbe;
    }

    /** Records that the work on a target has ended; a probe without a result leaves the account paused. */
    void released() {
        state = state == State.PROBING ? State.PAUSED : state;
    }

    /** Records that the account accepted deletions in an earlier run of the job. */
    void answeredBefore() {
        common.accepted();
    }

    /**
     * Records that the account answered a call for a target.
     *
     * @param call the number of the call, see {@link Rejections#begin()}
     */
    void answered(long target, long call) {
        hasAnswered = true;
        common.accepted();
        pauses.reset();
        rejections.accepted(call, target);
        recovered();
    }

    /** Records that the account answers again. */
    void recovered() {
        if (state == State.PROBING) {
            state = State.RUNNING;
            listener.changed(null);
        }
    }

    /**
     * Records a deletion of unknown effect. The account pauses if it was a probe, or if the account gives this answer to every deletion.
     *
     * @param answer the error, or null if it concerns the target alone
     */
    void effectUnknown(@Nullable FaceException answer, Instant now) {
        common.effectUnknown(answer);
        Optional<FaceException> shared = common.get();
        lastError = shared.orElse(lastError);
        if ((shared.isPresent() && isRunning()) || state == State.PROBING) {
            pause(answer == null ? ErrorKind.UNAVAILABLE : answer.kind(), Optional.empty(), now);
        }
    }

    /**
     * Records that the account rejected a target, which is taken again.
     *
     * @param isProbe whether the target was taken as a probe, even if a read before the rejection has succeeded
     * @param mayConcernTarget whether the rejection may concern the target alone, so that the first one does not pause the account
     */
    void rejected(long target, FaceException error, boolean isProbe, boolean mayConcernTarget, Instant now) {
        boolean isLasting = isLasting(error);
        if (!isEnded() && (lastError == null || error.origin() != Origin.LOCAL || isLasting)) {
            // An open breaker repeats the vendor's error with its own advice, which is no reason to forget the
            // vendor's.
            lastError = error;
        }
        boolean isFirst = mayConcernTarget && !rejections.isSuspect(target);
        boolean othersAccepted = rejections.rejected(target);
        if (isLasting) {
            end(AccountEnd.REFUSED);
        } else if (isProbe || (isRunning() && !othersAccepted && !isFirst)) {
            pause(error.kind(), error.retryAfter(), now);
        }
    }

    /** Returns whether only a change of the configuration helps, for example after a proxy's rejection, so that probes are useless. */
    private static boolean isLasting(FaceException error) {
        return error.kind() == ErrorKind.CONFIGURATION
                && error.origin() != Origin.VENDOR
                && error.effect() == Effect.NONE
                && error.advice() == RetryAdvice.NEVER;
    }

    private void pause(ErrorKind kind, Optional<Duration> requested, Instant now) {
        if (!isEnded()) {
            state = State.PAUSED;
            Instant until = pauses.begin(kind, requested, now, hasAnswered);
            listener.changed(new EraseProgress.Pause(kind.name(), Optional.of(until)));
        }
    }

    /** Gives the account up, after its last error. */
    void giveUp() {
        FaceException error = lastError;
        end(error == null ? AccountEnd.UNAVAILABLE : endAfter(error));
    }

    /** Ends the account for a reason; an earlier reason stays. */
    void end(AccountEnd reason) {
        if (!isEnded()) {
            state = State.ENDED;
            end = reason;
            listener.changed(new EraseProgress.Pause(reason.name(), Optional.empty()));
        }
    }

    /** Returns how the account's part of a run has ended. */
    AccountEnd result(boolean isExhausted) {
        AccountEnd reason = end;
        if (reason != null) {
            return reason;
        }
        return isExhausted ? common.get().map(AccountHealth::endAfter).orElse(AccountEnd.FINISHED) : AccountEnd.STOPPED;
    }

    /** Returns the last error, if the result is that the account was given up. */
    Optional<AccountFailure> failure(AccountEnd result) {
        boolean isGivenUp = result == AccountEnd.REFUSED || result == AccountEnd.UNAVAILABLE;
        return isGivenUp ? Optional.ofNullable(lastError).map(AccountFailure::of) : Optional.empty();
    }

    /** Returns how an account ends with this last error. Another run makes sense after an outage, or if the vendor advises a retry. */
    private static AccountEnd endAfter(FaceException error) {
        boolean isTemporary = AccountPauses.isOutage(error.kind())
                || (error.advice() == RetryAdvice.BACKOFF && error.origin() != Origin.LOCAL);
        return isTemporary ? AccountEnd.UNAVAILABLE : AccountEnd.REFUSED;
    }

    /** Keeps the length of the pause when the clock was set back. */
    void clockSetBack(Duration by) {
        pauses.clockSetBack(by);
    }
}
