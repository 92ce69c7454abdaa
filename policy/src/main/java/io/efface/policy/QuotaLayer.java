package io.efface.policy;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Sends no faster than the vendor allows. Calls under the same limits get their permits in the order of asking, and a throttle by the
 * vendor delays them. A call whose permit cannot come before its deadline is rejected as soon as this is known: when it arrives, by how
 * long the first in line waits and by those in between, or in line, when the first has asked the store. Only the first asks, so how many
 * wait in other processes is not known.
 */
final class QuotaLayer extends Layer implements LayerState {
    /** Vendors count by the second, so a refusal without a stated wait costs one. */
    private static final Duration THROTTLE = Duration.ofSeconds(1);

    private final BreakerLayer breaker;
    private final Map<Operation, QuotaQueue> queues;

    QuotaLayer(BreakerLayer inner, Map<Operation, QuotaQueue> queues) {
        super(inner);
        this.breaker = inner;
        this.queues = Map.copyOf(queues);
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        Duration waited = await(Operation.DELETE_PERSON, options);
        DeletePersonResult result = paying(Operation.DELETE_PERSON, waited, () -> super.deletePerson(person, options));
        return result.withTrace(result.trace().plusWaited(waited));
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        Duration waited = await(Operation.DELETE_FACES, options);
        DeleteFacesResult result =
                paying(Operation.DELETE_FACES, waited, () -> super.deleteFaces(person, faces, options));
        return result.withTrace(result.trace().plusWaited(waited));
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        Duration waited = await(Operation.FIND_PERSON, options);
        Optional<Person> found = paying(Operation.FIND_PERSON, waited, () -> super.findPerson(person, options));
        options.readTrace().ifPresent(trace -> trace.add(CallTrace.NOTHING_SENT.plusWaited(waited)));
        return found;
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

    private Duration await(Operation operation, CallOptions options) {
        breaker.check(operation);
        QuotaQueue queue = queues.get(operation);
        return queue == null
                ? Duration.ZERO
                : queue.take(operation, capabilities().provider(), options);
    }

    private <T> T paying(Operation operation, Duration waited, Supplier<T> call) {
        try {
            return call.get();
        } catch (FaceException e) {
            QuotaQueue queue = queues.get(operation);
            if (queue != null && e.kind() == ErrorKind.RATE_LIMITED && e.attempts() > 0) {
                queue.penalize(e.retryAfter().orElse(THROTTLE));
            }
            throw e.toBuilder().waited(e.waited().plus(waited)).build();
        }
    }

    /** Starts a refusal by this layer: nothing was sent. */
    static FaceExceptionBuilder refusal(Operation operation, String provider, ErrorKind kind, String detail) {
        return FaceException.of(operation, kind)
                .provider(provider)
                .advice(kind == ErrorKind.UNAVAILABLE ? RetryAdvice.BACKOFF : RetryAdvice.NEVER)
                .detail(detail);
    }
}
