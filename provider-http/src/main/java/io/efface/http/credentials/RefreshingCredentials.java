package io.efface.http.credentials;

import io.efface.Durations;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps temporary credentials and renews them before they end. While they are valid no request waits: it runs in the background
 * on a daemon thread of its own, which ends with it. Only when none are valid does one request fetch, and the others wait for it.
 * Thread-safe; {@code toString} shows no secret.
 *
 * <p>A renewal that fails ahead of time changes nothing: the valid credentials stay, and after a pause another request begins
 * again. A fetch that fails with nothing valid fails every request that waits for it, and those that follow for a while: for the pause
 * if asking again makes no sense, else for 200 ms, doubled with each further failure up to the pause. The exception says how long.
 *
 * <p>Credentials that are past their end by our clock the moment they come are used all the same, for one pause: more likely our
 * clock is wrong, and the vendor has the last word.
 *
 * @param <C> a provider's credentials, with {@code equals}
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

    /** Keeps the credentials of a source. Fetches nothing yet. */
    RefreshingCredentials(CredentialsFetcher<C> source, RefreshPolicy plan) {
        this(source, plan, task -> {
            // Nothing of the request that happened to begin it, such as a trace id, goes along.
            Thread thread = new Thread(null, task, "efface-credentials", 0, false);
            thread.setDaemon(true);
            thread.start();
        });
    }

    /**
     * Keeps the credentials of a source.
     *
     * @param background runs a renewal while the present credentials are valid
     */
    RefreshingCredentials(CredentialsFetcher<C> source, RefreshPolicy plan, Executor background) {
        this.source = Objects.requireNonNull(source, "source");
        this.plan = Objects.requireNonNull(plan, "plan");
        this.background = background;
    }

    /**
     * Returns valid credentials: at once while there are any, else after fetching them or waiting for the request that does.
     *
     * @throws FaceException effect {@code NONE}, if none are valid. Origin {@code NETWORK} and advice {@code BACKOFF} where asking again
     *     makes sense: {@code UNAVAILABLE} if the source is out of reach or another request's fetch takes longer than the plan's
     *     longest wait. Else origin {@code LOCAL}: {@code UNAUTHENTICATED} if the source has none, {@code CANCELLED} if this thread is
     *     interrupted, whose flag stays set
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

    private boolean isRenewingOrBackingOff(Instant now) {
        return renewal != null || (backoff != null && now.isBefore(backoff.until));
    }

    /** Begins a renewal and goes on with the valid credentials, or with the new ones if they are there already. */
    private C renewInBackground(Renewal<C> own, Held<C> valid) {
        boolean begun = false;
        try {
            background.execute(() -> renewAhead(own, valid));
            begun = true;
        } finally {
            if (!begun) {
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
            // Whatever it is: a thread that ends with it would print it, with all that it quotes.
            failure = CredentialsFailure.of(e);
        } finally {
            complete(own, fetched, failure);
        }
        if (failure != null) {
            Duration left = Duration.between(plan.clock().instant(), valid.usableUntil);
            LOG.warn(
                    "temporary credentials are not renewed ({}); the present ones last another {}",
                    failure.detail(),
                    Durations.format(left.isNegative() ? Duration.ZERO : left.truncatedTo(ChronoUnit.SECONDS)));
        }
    }

    /** Fetches for all requests that wait, because no credentials are valid. */
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
        own.over.countDown();
    }

    /** A request that waits for credentials asks again soon; with valid ones the source is left alone for the whole pause. */
    private Duration backoffAfter(CredentialsFailure failure, boolean anyValid) {
        if (anyValid || !failure.isPassing()) {
            return plan.pause();
        }
        Duration own = nextBackoff.compareTo(plan.pause()) < 0 ? nextBackoff : plan.pause();
        nextBackoff = own.multipliedBy(2);
        Duration asked = failure.retryAfter();
        return asked != null && asked.compareTo(own) > 0 ? asked : own;
    }

    private CredentialsFailure failureOf(Renewal<C> over, CredentialsFailure otherwise) {
        synchronized (lock) {
            return over.failure == null ? otherwise : over.failure;
        }
    }

    /** Waits for another request's renewal; returns null if that request was interrupted, so that another one has to fetch. */
    private @Nullable C await(Renewal<C> other) {
        try {
            if (!other.over.await(plan.longestWait().toNanos(), TimeUnit.NANOSECONDS)) {
                throw CredentialsFailure.outOfReach("the source of credentials has not answered another request yet")
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
     * Hears that the vendor refused credentials, and drops them if they are the present ones.
     *
     * @return whether the next {@link #credentials()} may give others. False if the refused ones are fresh from the source: fetching
     *     once more would give no better ones
     */
    @Override
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

        Held(ExpiringCredentials<C> fetched, Instant now, RefreshPolicy plan) {
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
        private @Nullable CredentialsFailure failure;

        Renewal(@Nullable Held<C> valid) {
            this.valid = valid;
        }
    }

    /** Why the source is left alone, and until when. */
    private record Backoff(CredentialsFailure failure, Instant until) {}
}
