package io.efface.policy;

import io.efface.CallResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.spi.Step;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.ProviderRequest;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Repeats a failed request according to the advice of its error, after random waits ("full jitter"). If the vendor asked for a wait, a
 * repeat is sent only after this wait. No repeat is sent after the deadline.
 */
final class RetryLayer implements RequestLayer {
    private final RequestLayer inner;
    private final RetrySettings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final Sleeper sleeper;

    RetryLayer(RequestLayer inner, RetrySettings settings, Clock clock, RandomGenerator random, Sleeper sleeper) {
        this.inner = inner;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.sleeper = sleeper;
    }

    private static boolean mayRepeat(FaceException error) {
        return error.origin() != Origin.LOCAL && error.advice() != RetryAdvice.NEVER;
    }

    private long waitMillis(int attempt, FaceException error) {
        if (error.advice() == RetryAdvice.ONCE) {
            return error.retryAfter().map(RetryLayer::wholeMillis).orElse(0L);
        }
        long jittered = random.nextLong(settings.ceiling(attempt).toMillis() + 1);
        // The jitter is added to the wait that the vendor asked for, so that clients do not repeat at the same time.
        return error.retryAfter().map(wait -> wholeMillis(wait) + jittered).orElse(jittered);
    }

    /** Rounds up, because the vendor rejects a repeat that is too early even by less than a millisecond. */
    private static long wholeMillis(Duration wait) {
        return wait.plusNanos(999_999).toMillis();
    }

    @Override
    public <T extends CallResult<T>> Step<T> send(ProviderRequest<T> request, LayerCall call) {
        Attempts attempts = new Attempts(request.faces());
        boolean repeatedOnce = false;
        for (int number = 1; ; number++) {
            try {
                return attempt(request, attempts, call.withAttempt(call.attempt() + number - 1));
            } catch (FaceException e) {
                attempts.addFailure(e);
                boolean isOnceUsedUp = e.advice() == RetryAdvice.ONCE && repeatedOnce;
                repeatedOnce |= e.advice() == RetryAdvice.ONCE;
                if (isOnceUsedUp || number >= settings.maxAttempts() || !mayRepeat(e)) {
                    throw attempts.applyTo(e.toBuilder(), request.person()).build();
                }
                long millis = waitMillis(number, e);
                if (isPastDeadline(call, millis)) {
                    throw attempts.applyTo(e.toBuilder(), request.person()).build();
                }
                pause(request, call, attempts, Duration.ofMillis(millis), e);
            }
        }
    }

    private <T extends CallResult<T>> Step<T> attempt(ProviderRequest<T> request, Attempts attempts, LayerCall call) {
        if (attempts.isComplete()) {
            return attempts.completedStep(request.person());
        }
        return attempts.isFirst()
                ? inner.send(request, call)
                : attempts.withEarlierAttempts(
                        inner.send(request.withFaces(attempts.remainingFaces()), call), request.person());
    }

    private boolean isPastDeadline(LayerCall call, long millis) {
        return call.deadline()
                .map(deadline -> !clock.instant().plusMillis(millis).isBefore(deadline))
                .orElse(false);
    }

    private void pause(
            ProviderRequest<?> request, LayerCall call, Attempts attempts, Duration time, FaceException reason) {
        boolean isComplete;
        try {
            isComplete = sleeper.sleep(time, call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            isComplete = false;
        }
        if (!isComplete) {
            throw attempts.applyTo(FaceException.of(request.operation(), ErrorKind.CANCELLED), request.person())
                    .provider(reason.provider().orElse(null))
                    .account(reason.account().orElse(null))
                    .detail("the call was cancelled or interrupted while it waited before a repeat")
                    .cause(reason)
                    .build();
        }
        attempts.addWait(time);
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : inner.unwrap(type);
    }
}
