package io.efface.policy;

import io.efface.CallResult;
import io.efface.Classification;
import io.efface.Durations;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.ProviderRequest;
import io.efface.spi.layers.RequestLayer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker of an account. The breaker opens for a time if the vendor was unavailable for too many requests, or if the vendor
 * rejects the whole account. While the breaker is open, nothing is sent: each request fails with an exception of origin {@code LOCAL} and
 * effect {@code NONE}. This exception has the kind of the error that opened the breaker, and states the remaining time.
 *
 * <p>The cause decides what happens when the remaining time is over. If the vendor was unavailable, a few requests are sent as probes, and
 * the results of the probes decide whether the breaker closes or opens again. If the vendor rejected the account, all requests are sent
 * again, until the vendor rejects the account again.
 *
 * <p>Errors of origin {@code LOCAL} do not count. Errors of the source of credentials do not count, because they do not concern the vendor.
 */
final class BreakerLayer implements RequestLayer, LayerState {
    private static final Logger LOG = LoggerFactory.getLogger(BreakerLayer.class);
    private static final int PROBES = 3;

    /** The longest time for which nothing is sent to a rejected account, even if the vendor asks for a longer wait. */
    private static final Duration LONGEST_REJECTION = Duration.ofHours(1);

    /** The rejection of the whole account by the vendor. */
    private record Rejection(FaceException original, Instant until) {}

    private final RequestLayer inner;
    private final ProviderRepository provider;
    private final Clock clock;
    private final BreakerSettings settings;
    private final String account;
    private final CircuitBreaker availability;
    private final AtomicReference<@Nullable Rejection> rejected = new AtomicReference<>();
    private final AtomicReference<@Nullable FaceException> lastUnavailable = new AtomicReference<>();
    private volatile Instant openedUntil = Instant.MIN;

    BreakerLayer(
            RequestLayer inner, ProviderRepository provider, BreakerSettings settings, Clock clock, String account) {
        this.inner = inner;
        this.provider = provider;
        // If the system's clock is set back, the breaker must not stay open longer.
        this.clock = new MonotonicClock(clock);
        this.settings = settings;
        this.account = account;
        this.availability = CircuitBreaker.of(
                "efface",
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                settings.calls(), settings.calls(), CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(settings.failurePercent())
                        .waitDurationInOpenState(settings.openFor())
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .recordException(BreakerLayer::isUnavailability)
                        .clock(this.clock)
                        .build());
    }

    @Override
    public <T extends CallResult<T>> Step<T> send(ProviderRequest<T> request, LayerCall call) {
        return guarded(request.operation(), () -> inner.send(request, call));
    }

    /**
     * Throws an exception if the breaker is open. This method does not count as a request and uses up no probe. So the quota layer can call
     * it before the wait for quota.
     *
     * @throws FaceException if the breaker is open; its kind is the kind of the error that opened the breaker
     */
    void check(Operation operation) {
        if (!settings.enabled()) {
            return;
        }
        Rejection rejection = rejected.get();
        if (rejection != null && clock.instant().isBefore(rejection.until()) && !isKeyReplaced(rejection)) {
            throw openBreakerError(
                    operation, rejection.original(), Duration.between(clock.instant(), rejection.until()));
        }
        if (availability.getState() == CircuitBreaker.State.OPEN && !isOpenTimeOver()) {
            throw unavailable(operation);
        }
    }

    /**
     * Returns whether the key was replaced after the vendor rejected it. The vendor may accept the new key, so the request is sent without
     * a wait.
     */
    private boolean isKeyReplaced(Rejection rejection) {
        return rejection.original().kind() == ErrorKind.UNAUTHENTICATED && provider.hasNewKey();
    }

    /** Returns 0, because {@link QuotaLayer} counts the waiting requests. */
    @Override
    public int quotaWaiting() {
        return 0;
    }

    @Override
    public BreakerState breaker() {
        Rejection rejection = rejected.get();
        if (rejection != null) {
            return clock.instant().isBefore(rejection.until()) ? BreakerState.OPEN : BreakerState.HALF_OPEN;
        }
        return switch (availability.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
            case OPEN, FORCED_OPEN -> isOpenTimeOver() ? BreakerState.HALF_OPEN : BreakerState.OPEN;
        };
    }

    private boolean isOpenTimeOver() {
        return !clock.instant().isBefore(openedUntil);
    }

    private <T> T guarded(Operation operation, Supplier<T> work) {
        if (!settings.enabled()) {
            return work.get();
        }
        check(operation);
        if (!availability.tryAcquirePermission()) {
            throw unavailable(operation);
        }
        long start = clock.millis();
        try {
            T result = work.get();
            CircuitBreaker.State stateBefore = availability.getState();
            availability.onSuccess(clock.millis() - start, TimeUnit.MILLISECONDS);
            noteOpening(stateBefore);
            rejected.set(null);
            return result;
        } catch (FaceException e) {
            count(e, clock.millis() - start);
            throw e;
        } catch (RuntimeException | Error e) {
            availability.releasePermission();
            throw e;
        }
    }

    private void count(FaceException error, long millis) {
        if (error.origin() == Origin.LOCAL || error.classification() == Classification.CREDENTIALS) {
            availability.releasePermission();
            return;
        }
        if (isRejectionOfTheAccount(error)) {
            Duration openFor = error.retryAfter()
                    .map(wait -> wait.compareTo(LONGEST_REJECTION) < 0 ? wait : LONGEST_REJECTION)
                    .orElse(settings.openFor());
            rejected.set(new Rejection(error, clock.instant().plus(openFor)));
            LOG.warn(
                    "account {}: the vendor rejects the account with {}; nothing is sent for {}",
                    account,
                    error.kind(),
                    Durations.format(openFor));
            availability.releasePermission();
            return;
        }
        rejected.set(null);
        CircuitBreaker.State stateBefore = availability.getState();
        if (isUnavailability(error)) {
            lastUnavailable.set(error);
        }
        availability.onError(millis, TimeUnit.MILLISECONDS, error);
        noteOpening(stateBefore);
    }

    /**
     * Records until when the breaker is open, if the breaker has just opened. Even a successful probe may open the breaker, because the
     * breaker evaluates all probes together when the last probe ends.
     */
    private void noteOpening(CircuitBreaker.State stateBefore) {
        if (stateBefore != CircuitBreaker.State.OPEN && availability.getState() == CircuitBreaker.State.OPEN) {
            openedUntil = clock.instant().plus(settings.openFor());
            LOG.warn(
                    "account {}: the vendor is unavailable; nothing is sent for {}",
                    account,
                    Durations.format(settings.openFor()));
        }
    }

    /** Returns whether the vendor rejects the whole account. An expired token or a wrong time is no such rejection. */
    private static boolean isRejectionOfTheAccount(FaceException error) {
        return error.origin() == Origin.VENDOR
                && error.advice() == RetryAdvice.NEVER
                && (error.kind() == ErrorKind.UNAUTHENTICATED || error.kind() == ErrorKind.ACCOUNT_UNAVAILABLE);
    }

    /** Returns whether the vendor is unavailable for all people. An internal error in the vendor's response may concern only one person. */
    private static boolean isUnavailability(Throwable error) {
        return error instanceof FaceException face
                && face.origin() != Origin.LOCAL
                && (face.kind() == ErrorKind.UNAVAILABLE || face.kind() == ErrorKind.TIMEOUT);
    }

    private FaceException unavailable(Operation operation) {
        FaceException last = lastUnavailable.get();
        Duration timeLeft = Duration.between(clock.instant(), openedUntil);
        FaceException original = last != null
                ? last
                : FaceException.of(operation, ErrorKind.UNAVAILABLE).build();
        return openBreakerError(operation, original, timeLeft.isNegative() ? Duration.ZERO : timeLeft);
    }

    private FaceException openBreakerError(Operation operation, FaceException original, Duration timeLeft) {
        return FaceException.of(operation, original.kind())
                .effect(Effect.NONE)
                .advice(original.kind() == ErrorKind.UNAUTHENTICATED ? RetryAdvice.NEVER : RetryAdvice.BACKOFF)
                .retryAfter(timeLeft)
                .provider(provider.capabilities().provider())
                .vendorCode(original.vendorCode().orElse(null))
                .detail("not sent: the circuit breaker is open after " + reason(original))
                .build();
    }

    /**
     * Returns the reason why the breaker is open. The reason includes the detail of a network error, because the detail can name a cause
     * such as a proxy.
     */
    private static String reason(FaceException original) {
        return original.origin() == Origin.NETWORK
                ? original.detail().map(detail -> "this failure: " + detail).orElse("an earlier failure of the network")
                : "the vendor's earlier response";
    }
}
