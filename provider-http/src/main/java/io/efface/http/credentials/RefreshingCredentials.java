package io.efface.http.credentials;

import io.efface.Durations;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps temporary credentials and renews them before they expire. While the credentials are valid, no request waits: each renewal runs on
 * its own daemon thread in the background. Without valid credentials, one request fetches new credentials and the other requests wait for
 * the result. Thread-safe; {@code toString} shows no secret.
 *
 * <p>If a renewal in the background fails, the valid credentials remain in use, and the first request after the pause of the
 * {@link RefreshPolicy} starts the next renewal. If a fetch fails while there are no valid credentials, all requests that wait for the
 * fetch fail. All later requests fail, too, until the source is called again. If the failure is permanent, the source is called again after
 * the pause. If the failure is temporary, the source is called again after 200 ms; this time is doubled with each further failure, up to
 * the pause. The exception contains the time until the next call of the source.
 *
 * <p>If the source returns credentials that have already expired by the local clock, the local clock is probably wrong. So these
 * credentials are used until the pause of the {@link RefreshPolicy} has passed. The vendor decides whether the credentials are valid.
 *
 * @param <C> type of the provider's credentials, which must implement {@code equals}
 */
final class RefreshingCredentials<C> implements CredentialsSource<C> {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshingCredentials.class);
    private static final int MARGIN_DIVISOR = 5;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);

    private final CredentialsFetcher<C> source;
    private final RefreshPolicy plan;
    private final Executor background;
    private final Object lock = new Object();
    private @Nullable Held<C> held;
    private @Nullable Renewal<C> renewal;
    private @Nullable Backoff backoff;
    private Duration nextBackoff = FIRST_BACKOFF;

    /** Creates a source of credentials. Fetches nothing yet. */
    RefreshingCredentials(CredentialsFetcher<C> source, RefreshPolicy plan) {
        this(source, plan, task -> {
            // The thread does not inherit thread-locals, such as a trace id of the request that starts the renewal.
            Thread thread = new Thread(null, task, "efface-credentials", 0, false);
            thread.setDaemon(true);
            thread.start();
        });
    }

    /**
     * Creates a source of credentials.
     *
     * @param background executor for renewals while the present credentials are valid
     */
    RefreshingCredentials(CredentialsFetcher<C> source, RefreshPolicy plan, Executor background) {
        this.source = Objects.requireNonNull(source, "source");
        this.plan = Objects.requireNonNull(plan, "plan");
        this.background = background;
    }

    /**
     * Returns valid credentials. Without valid credentials, fetches new credentials or waits for the fetch of another request.
     *
     * @throws FaceException with effect {@code NONE} if there are no valid credentials. The kind is {@code UNAVAILABLE}, with origin
     *     {@code NETWORK} and advice {@code BACKOFF}, if the source cannot be reached or the fetch of another request takes longer than the
     *     policy's maximum wait. The kind is {@code UNAUTHENTICATED}, with origin {@code LOCAL}, if the source has no credentials. The kind
     *     is {@code CANCELLED}, with origin {@code LOCAL}, if this thread is interrupted; the interrupt flag stays set
     */
    @Override
    public C credentials() {
        while (true) {
            Renewal<C> joined;
            Renewal<C> own = null;
            synchronized (lock) {
                Instant now = plan.clock().instant();
                Held<C> present = held;
                boolean valid = present != null && now.isBefore(present.usableUntil);
                if (present != null && valid && (now.isBefore(present.renewFrom) || isRenewingOrBackingOff(now))) {
                    return present.credentials;
                }
                joined = renewal;
                if (joined == null) {
                    if (backoff != null && now.isBefore(backoff.until)) {
                        throw backoff.failure
                                .withRetryAfter(Duration.between(now, backoff.until))
                                .exception();
                    }
                    own = new Renewal<>(valid ? present : null);
                    renewal = own;
                }
            }
            if (own != null && own.valid != null) {
                return renewInBackground(own, own.valid);
            }
            C result = own != null ? fetch(own) : await(Objects.requireNonNull(joined));
            if (result != null) {
                return result;
            }
        }
    }

    /** Returns the present credentials if they are valid and no renewal is due. */
    @Override
    public Optional<C> inMemory() {
        synchronized (lock) {
            Instant now = plan.clock().instant();
            Held<C> present = held;
            return present != null && now.isBefore(present.usableUntil) && now.isBefore(present.renewFrom)
                    ? Optional.of(present.credentials)
                    : Optional.empty();
        }
    }

    private boolean isRenewingOrBackingOff(Instant now) {
        return renewal != null || (backoff != null && now.isBefore(backoff.until));
    }

    /** Starts a renewal in the background. Returns the valid credentials, or the new credentials if they have already arrived. */
    private C renewInBackground(Renewal<C> own, Held<C> valid) {
        boolean isStarted = false;
        try {
            background.execute(() -> renewAhead(own, valid));
            isStarted = true;
        } finally {
            if (!isStarted) {
                complete(own, null, null);
            }
        }
        synchronized (lock) {
            C fetched = own.result;
            return fetched != null ? fetched : valid.credentials;
        }
    }

    private void renewAhead(Renewal<C> own, Held<C> valid) {
        CredentialsFailure failure = null;
        ExpiringCredentials<C> fetched = null;
        try {
            fetched = Objects.requireNonNull(source.fetch());
        } catch (Exception | Error e) {
            // Every throwable is caught, because the thread would otherwise print it with its message, which may
            // contain a secret.
            failure = CredentialsFailure.of(e);
        } finally {
            complete(own, fetched, failure);
        }
        if (failure != null) {
            Duration timeLeft = Duration.between(plan.clock().instant(), valid.usableUntil);
            LOG.warn(
                    "temporary credentials are not renewed ({}); the present credentials expire in {}",
                    failure.detail(),
                    Durations.format(timeLeft.isNegative() ? Duration.ZERO : timeLeft.truncatedTo(ChronoUnit.SECONDS)));
        }
    }

    /** Fetches credentials for all waiting requests, because there are no valid credentials. */
    private C fetch(Renewal<C> own) {
        CredentialsFailure failure = null;
        ExpiringCredentials<C> fetched = null;
        boolean interrupted = false;
        try {
            fetched = Objects.requireNonNull(source.fetch());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interrupted = true;
        } catch (Exception | LinkageError e) {
            interrupted = Thread.currentThread().isInterrupted();
            failure = CredentialsFailure.of(e);
        } finally {
            complete(own, fetched, interrupted ? null : failure);
        }
        if (fetched != null) {
            return fetched.credentials();
        }
        if (interrupted || failure == null) {
            throw interrupted();
        }
        throw failureOf(own, failure).exception();
    }

    private void complete(
            Renewal<C> own, @Nullable ExpiringCredentials<C> fetched, @Nullable CredentialsFailure failure) {
        synchronized (lock) {
            Instant now = plan.clock().instant();
            if (fetched != null) {
                held = new Held<>(fetched, now, plan);
                nextBackoff = FIRST_BACKOFF;
            }
            renewal = null;
            own.result = fetched == null ? null : fetched.credentials();
            if (failure == null) {
                backoff = null;
            } else {
                Duration time = backoffAfter(failure, held != null && now.isBefore(held.usableUntil));
                backoff = new Backoff(failure, now.plus(time));
                own.failure = failure.withRetryAfter(time);
            }
        }
        own.finished.countDown();
    }

    /**
     * Returns the time until the source may be called again: the whole pause, or a shorter time if requests wait for credentials and the
     * failure is temporary.
     */
    private Duration backoffAfter(CredentialsFailure failure, boolean hasValidCredentials) {
        if (hasValidCredentials || !failure.isTemporary()) {
            return plan.pause();
        }
        Duration ownBackoff = nextBackoff.compareTo(plan.pause()) < 0 ? nextBackoff : plan.pause();
        nextBackoff = ownBackoff.multipliedBy(2);
        Duration stated = failure.retryAfter();
        return stated != null && stated.compareTo(ownBackoff) > 0 ? stated : ownBackoff;
    }

    private CredentialsFailure failureOf(Renewal<C> finishedRenewal, CredentialsFailure defaultFailure) {
        synchronized (lock) {
            return finishedRenewal.failure == null ? defaultFailure : finishedRenewal.failure;
        }
    }

    /**
     * Waits for the renewal of another request. Returns null if that request was interrupted; this request must then fetch the credentials.
     */
    private @Nullable C await(Renewal<C> other) {
        try {
            if (!other.finished.await(plan.longestWait().toNanos(), TimeUnit.NANOSECONDS)) {
                throw CredentialsFailure.outOfReach(
                                "the source of credentials has not responded to another request yet")
                        .exception();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
        synchronized (lock) {
            if (other.failure != null) {
                throw other.failure.exception();
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
     * Reports that the vendor rejected credentials. Discards the present credentials if they are the rejected credentials.
     *
     * @return whether the next {@link #credentials()} may return other credentials. False if the rejected credentials were just fetched,
     *     because another fetch would probably return equal credentials
     */
    @Override
    public boolean rejected(C rejected) {
        synchronized (lock) {
            Held<C> present = held;
            if (present == null || !present.credentials.equals(rejected)) {
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

    /** Fetched credentials and the times of their renewal and expiry. */
    private static final class Held<C> {
        private final C credentials;
        private final Instant fetchedAt;
        private final Instant renewFrom;
        private final Instant usableUntil;

        Held(ExpiringCredentials<C> fetched, Instant now, RefreshPolicy plan) {
            this.credentials = fetched.credentials();
            this.fetchedAt = now;
            Duration life = fetched.lifeFrom(now);
            Instant trialEnd = now.plus(plan.pause());
            if (life.isNegative() || life.isZero()) {
                this.renewFrom = trialEnd;
                this.usableUntil = trialEnd;
            } else {
                Duration share = life.dividedBy(MARGIN_DIVISOR);
                this.renewFrom = fetched.expiresAt().minus(share.compareTo(plan.margin()) < 0 ? share : plan.margin());
                this.usableUntil = fetched.expiresAt();
            }
        }
    }

    /** One fetch. One thread fetches, and other threads may wait for it. The lock guards the result. */
    private static final class Renewal<C> {
        private final CountDownLatch finished = new CountDownLatch(1);
        private final @Nullable Held<C> valid;
        private @Nullable C result;
        private @Nullable CredentialsFailure failure;

        Renewal(@Nullable Held<C> valid) {
            this.valid = valid;
        }
    }

    /** The latest failure, and the time before which the source is not called again. */
    private record Backoff(CredentialsFailure failure, Instant until) {}
}
