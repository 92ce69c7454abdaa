package io.efface.http;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.RetryAdvice;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps temporary credentials and renews them before they end: one request renews, the others go on with the valid ones. Only
 * when none are valid do they wait, all for the same renewal. Thread-safe; {@code toString} shows no secret.
 *
 * <p>A renewal that fails ahead of time changes nothing: the valid credentials stay, and after a pause another request tries
 * again. One that fails with nothing valid fails every request that waits for it, and for the pause those that follow.
 *
 * <p>Credentials that are past their end by our clock the moment they come are used all the same, for one pause: more likely our
 * clock is wrong, and the vendor has the last word.
 *
 * @param <C> a provider's credentials, with {@code equals}
 */
public final class RefreshingCredentials<C> {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshingCredentials.class);
    private static final int MARGIN_DIVISOR = 5;

    private final CredentialsFetch<C> source;
    private final RefreshPlan plan;
    private final Object lock = new Object();
    private @Nullable Held<C> held;
    private @Nullable Renewal<C> underWay;
    private @Nullable Rest rest;

    /** Keeps the credentials of a source. Fetches nothing yet. */
    public RefreshingCredentials(CredentialsFetch<C> source, RefreshPlan plan) {
        this.source = Objects.requireNonNull(source, "source");
        this.plan = Objects.requireNonNull(plan, "plan");
    }

    /**
     * Returns valid credentials, after fetching them if they are due and nobody else is at it.
     *
     * @throws FaceException origin {@code LOCAL}, effect {@code NONE}, if none are valid: {@code UNAVAILABLE} if the source is out of
     *     reach or another request's renewal takes longer than the plan's longest wait, {@code UNAUTHENTICATED} if the source has
     *     none, {@code CANCELLED} if this thread is interrupted, whose flag stays set
     */
    public C current() {
        while (true) {
            Renewal<C> joined;
            Renewal<C> own = null;
            synchronized (lock) {
                Instant now = plan.clock().instant();
                Held<C> present = held;
                boolean valid = present != null && now.isBefore(present.usableUntil);
                if (present != null && valid && (now.isBefore(present.renewFrom) || isBusyOrResting(now))) {
                    return present.credentials;
                }
                joined = underWay;
                if (joined == null) {
                    if (rest != null && now.isBefore(rest.until)) {
                        throw rest.failure.unlabelled();
                    }
                    own = new Renewal<>(valid ? present : null);
                    underWay = own;
                }
            }
            C result = own != null ? renew(own) : await(Objects.requireNonNull(joined));
            if (result != null) {
                return result;
            }
        }
    }

    private boolean isBusyOrResting(Instant now) {
        return underWay != null || (rest != null && now.isBefore(rest.until));
    }

    /** Fetches for everybody; returns what this thread goes on with. */
    private C renew(Renewal<C> own) {
        SourceFailure failure = null;
        Expiring<C> fetched = null;
        boolean interrupted = false;
        try {
            fetched = Objects.requireNonNull(source.fetch());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interrupted = true;
        } catch (Exception | LinkageError e) {
            interrupted = Thread.currentThread().isInterrupted();
            failure = SourceFailure.of(e);
        } finally {
            settle(own, fetched, interrupted ? null : failure);
        }
        if (fetched != null) {
            return fetched.credentials();
        }
        Held<C> valid = own.valid;
        if (valid != null) {
            if (failure != null) {
                LOG.warn(
                        "temporary credentials are not renewed ({}); the present ones last until {}",
                        failure.detail(),
                        valid.usableUntil);
            }
            return valid.credentials;
        }
        if (interrupted || failure == null) {
            throw interrupted();
        }
        throw failure.unlabelled();
    }

    private void settle(Renewal<C> own, @Nullable Expiring<C> fetched, @Nullable SourceFailure failure) {
        synchronized (lock) {
            Instant now = plan.clock().instant();
            if (fetched != null) {
                held = new Held<>(fetched, now, plan);
            }
            rest = failure == null ? null : new Rest(failure, now.plus(plan.pause()));
            underWay = null;
            own.result = fetched == null ? null : fetched.credentials();
            own.failure = failure;
        }
        own.over.countDown();
    }

    /** Waits for another request's renewal; returns null if that request was interrupted, so that somebody else must take over. */
    private @Nullable C await(Renewal<C> other) {
        try {
            if (!other.over.await(plan.longestWait().toNanos(), TimeUnit.NANOSECONDS)) {
                throw FaceException.of(Operation.OPEN, ErrorKind.UNAVAILABLE)
                        .advice(RetryAdvice.BACKOFF)
                        .detail("the source of credentials has not answered another request yet")
                        .build();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
        synchronized (lock) {
            if (other.failure != null) {
                throw other.failure.unlabelled();
            }
            return other.result;
        }
    }

    private static FaceException interrupted() {
        return FaceException.of(Operation.OPEN, ErrorKind.CANCELLED)
                .detail("the thread was interrupted while it waited for credentials")
                .build();
    }

    /**
     * Hears that the vendor refused credentials, and drops them if they are the present ones.
     *
     * @return whether the next {@link #current()} may give others. False if the refused ones are fresh from the source: fetching
     *     once more would give no better ones
     */
    public boolean refused(C refused) {
        synchronized (lock) {
            Held<C> present = held;
            if (present == null || !present.credentials.equals(refused)) {
                return true;
            }
            if (plan.clock().instant().isBefore(present.fetchedAt.plus(plan.pause()))) {
                return false;
            }
            held = null;
            return true;
        }
    }

    @Override
    public String toString() {
        synchronized (lock) {
            return "RefreshingCredentials[" + (held == null ? "none yet" : "renewed from " + held.renewFrom) + "]";
        }
    }

    /** Fetched credentials and their times. */
    private static final class Held<C> {
        private final C credentials;
        private final Instant fetchedAt;
        private final Instant renewFrom;
        private final Instant usableUntil;

        Held(Expiring<C> fetched, Instant now, RefreshPlan plan) {
            this.credentials = fetched.credentials();
            this.fetchedAt = now;
            Duration life = fetched.lifeFrom(now);
            Instant onTrial = now.plus(plan.pause());
            if (life.isNegative() || life.isZero()) {
                this.renewFrom = onTrial;
                this.usableUntil = onTrial;
            } else {
                Duration share = life.dividedBy(MARGIN_DIVISOR);
                this.renewFrom = fetched.expiresAt().minus(share.compareTo(plan.margin()) < 0 ? share : plan.margin());
                this.usableUntil = fetched.expiresAt();
            }
        }
    }

    /** One fetch, which one thread does and many may wait for. Its result is guarded by the lock. */
    private static final class Renewal<C> {
        private final CountDownLatch over = new CountDownLatch(1);
        private final @Nullable Held<C> valid;
        private @Nullable C result;
        private @Nullable SourceFailure failure;

        Renewal(@Nullable Held<C> valid) {
            this.valid = valid;
        }
    }

    /** Why the source is left alone, and until when. */
    private record Rest(SourceFailure failure, Instant until) {}
}
