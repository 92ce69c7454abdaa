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
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Makes requests wait for their permits, so that the requests stay within the vendor's limits. Requests with the same limits get their
 * permits in the order of their arrival. If the vendor throttles a request, the next permits are delayed.
 *
 * <p>If a request would get its permit after the deadline of its call, the request is rejected as early as possible: when the request
 * arrives, if the wait of the first request in the queue is known by then, and otherwise as soon as this wait is known. The time of the
 * permit is an estimate: the wait of the first request plus one interval for each request that waits before this request. The estimate
 * ignores requests that wait in other processes.
 */
final class QuotaLayer implements RequestLayer, LayerState {
    /** The delay after the vendor throttled a request and stated no wait. It is one second, because vendors count requests per second. */
    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);

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
            return withWait(waited, breaker.send(request, call));
        } catch (FaceException e) {
            if (e.kind() == ErrorKind.RATE_LIMITED && e.attempts() > 0) {
                queue.penalize(e.retryAfter().orElse(DEFAULT_DELAY));
            }
            throw e.toBuilder().waited(e.waited().plus(waited)).build();
        }
    }

    private static <T extends CallResult<T>> Step<T> withWait(Duration waited, Step<T> step) {
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
    public Optional<Instant> quotaWaitEnd() {
        return queues.values().stream()
                .map(QuotaQueue::waitEnd)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    @Override
    public BreakerState breaker() {
        return breaker.breaker();
    }

    /** Returns a builder for an error of this layer. No request was sent. */
    static FaceExceptionBuilder rejection(Operation operation, String provider, ErrorKind kind, String detail) {
        return FaceException.of(operation, kind)
                .provider(provider)
                .advice(kind == ErrorKind.UNAVAILABLE ? RetryAdvice.BACKOFF : RetryAdvice.NEVER)
                .detail(detail);
    }
}
