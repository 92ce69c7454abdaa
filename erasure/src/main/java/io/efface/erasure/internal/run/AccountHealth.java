package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.internal.ledger.Accounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the results of an account's calls whether more requests are sent to the account.
 *
 * <pre>
 * RUNNING --rejected--> PAUSED --pause is over--> PROBING --answered--> RUNNING
 *                        ^------- rejected ---------'
 * any state --given up, stopped--> ENDED
 * </pre>
 *
 * <p>In the state PROBING, one target is in progress. Not thread-safe: the worker of the account calls the methods under a lock.
 */
final class AccountHealth {
    private enum State {
        RUNNING,
        PAUSED,
        PROBING,
        ENDED
    }

    /** Receives the pause when an account pauses or ends, and null when the account works again. */
    interface PauseListener {
        /**
         * Receives a change.
         *
         * @param number the number of pauses since the account last worked
         */
        void changed(EraseProgress.@Nullable Pause pause, int number);
    }

    private final AccountPauses pauses;
    private final PauseListener listener;
    private final Rejections rejections = new Rejections();
    private final CommonError commonError = new CommonError();
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

    /** Returns whether a target may be taken. If the account is paused, this target is a probe. */
    boolean isOpen(Instant now, boolean isIdle) {
        return isRunning() || (isPaused() && isIdle && !now.isBefore(pauses.until()));
    }

    /** Returns the end of the current pause. Returns {@code now} if the account is not paused or the pause is over. */
    Instant openFrom(Instant now) {
        return isPaused() && pauses.until().isAfter(now) ? pauses.until() : now;
    }

    /** Returns whether the account is paused and all probes have failed. */
    boolean isUsedUp() {
        return isPaused() && pauses.isUsedUp();
    }

    /** Returns the error that caused the current pause, or empty if the account is not paused. */
    Optional<String> pauseReason() {
        FaceException error = lastError;
        return isPaused() && error != null
                ? Optional.of(AccountFailure.of(error).toString())
                : Optional.empty();
    }

    /**
     * Continues a pause that began in an earlier slice of the account run; {@link AccountSlices} describes slices.
     *
     * @param until the end of the pause
     * @param hasWorked whether the account has accepted deletions of the job
     */
    void continuePause(Accounts.Pause pause, Instant until, boolean hasWorked) {
        state = State.PAUSED;
        pauses.continuePause(pause, until, hasWorked);
    }

    /** Returns false if the last error shows that only a change, for example of the configuration, can make the account work again. */
    boolean mayRecover() {
        FaceException error = lastError;
        return error == null || endAfter(error) == AccountEnd.UNAVAILABLE;
    }

    /** Records that a target is taken; returns whether it is a probe. */
    boolean taken() {
        boolean isProbe = isPaused();
        state = isProbe ? State.PROBING : state;
        return isProbe;
    }

    /** Records that the work on a target has ended. If the target was a probe without a result, the account stays paused. */
    void released() {
        state = state == State.PROBING ? State.PAUSED : state;
    }

    /** Records that the account accepted deletions in an earlier run of the job. */
    void answeredBefore() {
        commonError.accepted();
    }

    /**
     * Records that the vendor's response to a call for a target shows that the account works.
     *
     * @param call the number of the call, see {@link Rejections#begin()}
     */
    void answered(long target, long call) {
        hasAnswered = true;
        commonError.accepted();
        pauses.reset();
        rejections.accepted(call, target);
        recovered();
    }

    /** Ends the pause of the account if a probe is in progress. */
    void recovered() {
        if (state == State.PROBING) {
            state = State.RUNNING;
            listener.changed(null, 0);
        }
    }

    /**
     * Records a deletion of unknown effect. The account pauses if the deletion was a probe, or if every deletion of the account got the
     * same error.
     *
     * @param error the error; null if the error concerns the target alone
     */
    void effectUnknown(@Nullable FaceException error, Instant now) {
        commonError.effectUnknown(error);
        Optional<FaceException> shared = commonError.get();
        lastError = shared.orElse(lastError);
        if ((shared.isPresent() && isRunning()) || state == State.PROBING) {
            pause(error == null ? ErrorKind.UNAVAILABLE : error.kind(), Optional.empty(), now);
        }
    }

    /**
     * Records that the account rejected a target. The run takes the target again.
     *
     * @param isProbe whether the target was taken as a probe, even if a read of this target has succeeded since
     * @param mayConcernTarget whether the rejection may concern the target alone. If so, the first rejection of this target does not pause
     *     the account
     */
    void rejected(long target, FaceException error, boolean isProbe, boolean mayConcernTarget, Instant now) {
        boolean isLasting = isLasting(error);
        if (!isEnded() && (lastError == null || error.origin() != Origin.LOCAL || isLasting)) {
            // An open breaker repeats the vendor's error with other advice. The vendor's advice must not be lost.
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

    /**
     * Returns whether probes are useless because only a change of the configuration helps. An example is a proxy that rejects the endpoint.
     */
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
            listener.changed(new EraseProgress.Pause(kind.name(), Optional.of(until)), pauses.count());
        }
    }

    /** Gives the account up. The account's last error is the reason. */
    void giveUp() {
        FaceException error = lastError;
        end(error == null ? AccountEnd.UNAVAILABLE : endAfter(error));
    }

    /** Ends the account. Does nothing if the account has already ended. */
    void end(AccountEnd reason) {
        if (!isEnded()) {
            state = State.ENDED;
            end = reason;
            listener.changed(new EraseProgress.Pause(reason.name(), Optional.empty()), pauses.count());
        }
    }

    /** Ends the account as finished, although a safety stop has ended it, because no target is left. The account is then not paused. */
    void finish() {
        state = State.ENDED;
        end = AccountEnd.FINISHED;
        listener.changed(null, 0);
    }

    /** Returns how the account's part of a run has ended. */
    AccountEnd result(boolean isExhausted) {
        AccountEnd reason = end;
        if (reason != null) {
            return reason;
        }
        return isExhausted
                ? commonError.get().map(AccountHealth::endAfter).orElse(AccountEnd.FINISHED)
                : AccountEnd.STOPPED;
    }

    /** Returns the last error if the account was given up. */
    Optional<AccountFailure> failure(AccountEnd result) {
        boolean isGivenUp = result == AccountEnd.REFUSED || result == AccountEnd.UNAVAILABLE;
        return isGivenUp ? Optional.ofNullable(lastError).map(AccountFailure::of) : Optional.empty();
    }

    /** Returns how an account ends after this last error. If the error is temporary, another run makes sense. */
    private static AccountEnd endAfter(FaceException error) {
        boolean isTemporary = AccountPauses.isOutage(error.kind())
                || (error.advice() == RetryAdvice.BACKOFF && error.origin() != Origin.LOCAL);
        return isTemporary ? AccountEnd.UNAVAILABLE : AccountEnd.REFUSED;
    }

    /** Shifts the end of the pause after the clock was set back, so that the pause keeps its length. */
    void clockSetBack(Duration by) {
        pauses.clockSetBack(by);
    }
}
