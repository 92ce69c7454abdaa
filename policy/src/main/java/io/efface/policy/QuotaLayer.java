package io.efface.policy;

import io.efface.CallResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.Operation;
import io.efface.RetryAdvice;
import io.efface.spi.Step;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.ProviderRequest;
import io.efface.spi.layers.RequestLayer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;

/**
 * Sends no faster than the vendor allows. Calls under the same limits get their permits in the order of asking, and a throttle by the
 * vendor delays them. A call whose permit cannot come before its deadline is rejected as soon as this is known: when it arrives, by how
 * long the first in line waits and by those in between, or in line, when the first has asked the store. Only the first asks, so how many
 * wait in other processes is not known.
 */
final class QuotaLayer implements RequestLayer, LayerState {
    /** Vendors count by the second, so a refusal without a stated wait costs one. */
    private static final Duration THROTTLE = Duration.ofSeconds(1);

    private final BreakerLayer breaker;
    private final Map<Operation, QuotaQueue> queues;
    private final String provider;

    QuotaLayer(BreakerLayer breaker, Map<Operation, QuotaQueue> queues, String provider) {
        this.breaker = breaker;
        this.provider = provider;
        this.queues = Map.copyOf(queues);
    }

    @Override
    public <T extends CallResult<T>> Step<T> send(ProviderRequest<T> request, LayerCall call) {
        Operation operation = request.operation();
        breaker.check(operation);
        QuotaQueue queue = queues.get(operation);
        if (queue == null) {
            return breaker.send(request, call);
        }
        Duration waited = queue.take(operation, provider, call);
        try {
            return waiting(waited, breaker.send(request, call));
        } catch (FaceException e) {
            if (e.kind() == ErrorKind.RATE_LIMITED && e.attempts() > 0) {
                queue.penalize(e.retryAfter().orElse(THROTTLE));
            }
            throw e.toBuilder().waited(e.waited().plus(waited)).build();
        }
    }

    private static <T extends CallResult<T>> Step<T> waiting(Duration waited, Step<T> step) {
        if (waited.isZero()) {
            return step;
        }
        if (step instanceof Step.More<T> more) {
            return more.withTrace(more.trace().plusWaited(waited));
        }
        return step.map(result -> result.withTrace(result.trace().plusWaited(waited)));
    }

    @Override
    public int quotaWaiting() {
        return new HashSet<>(queues.values())
                .stream().mapToInt(QuotaQueue::waiting).sum();
    }

    @Override
    public BreakerState breaker() {
        return breaker.breaker();
    }

    /** Starts a refusal by this layer: nothing was sent. */
    static FaceExceptionBuilder refusal(Operation operation, String provider, ErrorKind kind, String detail) {
        return FaceException.of(operation, kind)
                .provider(provider)
                .advice(kind == ErrorKind.UNAVAILABLE ? RetryAdvice.BACKOFF : RetryAdvice.NEVER)
                .detail(detail);
    }
}
