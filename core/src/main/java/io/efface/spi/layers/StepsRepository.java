package io.efface.spi.layers;

import io.efface.CallResult;
import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Sends the requests of an operation one after the other until the provider returns the result. If a later request fails, the exception
 * includes the attempts, the waits and the detached faces of the earlier requests. The effect of the exception is at least the effect of
 * the earlier requests. Thread-safe.
 */
public final class StepsRepository implements AccountRepository {
    private final ProviderRepository provider;
    private final RequestLayer requests;

    /**
     * Creates a repository that sends the requests of a provider.
     *
     * @param requests the layer that sends each single request
     * @throws NullPointerException if an argument is null
     */
    public StepsRepository(ProviderRepository provider, RequestLayer requests) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.requests = Objects.requireNonNull(requests, "requests");
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        return run(
                new ProviderRequest<DeletePersonResult>(
                        Operation.DELETE_PERSON,
                        person,
                        Set.of(),
                        (faces, each) -> provider.deletePerson(person, each)),
                call);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        return run(
                new ProviderRequest<DeleteFacesResult>(
                        Operation.DELETE_FACES,
                        person,
                        faces,
                        (remaining, each) -> provider.deleteFaces(person, remaining, each)),
                call);
    }

    @Override
    public FindPersonResult findPerson(PersonId person, LayerCall call) {
        return run(
                new ProviderRequest<FindPersonResult>(
                        Operation.FIND_PERSON, person, Set.of(), (faces, each) -> provider.findPerson(person, each)),
                call);
    }

    @Override
    public Capabilities capabilities() {
        return provider.capabilities();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this)
                ? Optional.of(type.cast(this))
                : requests.unwrap(type).or(() -> provider.unwrap(type));
    }

    @Override
    public void close() {
        provider.close();
    }

    @Override
    public String toString() {
        return provider.toString();
    }

    private <T extends CallResult<T>> T run(ProviderRequest<T> first, LayerCall call) {
        LayerCall now = call;
        CallTrace trace = CallTrace.NOTHING_SENT;
        Effect effect = Effect.NONE;
        Step<T> step = send(first, first, now, trace, effect);
        while (step instanceof Step.More<T> more) {
            trace = trace.and(more.trace());
            effect = effect.and(more.effect());
            ProviderRequest<T> next = new ProviderRequest<>(
                    more.operation(),
                    first.person(),
                    first.faces(),
                    (faces, each) -> more.next().apply(each));
            LayerCall detaching = now.withMoreDetachedFaces(more.detaching());
            step = send(first, next, detaching, trace, effect);
            now = detaching;
        }
        T result = ((Step.Done<T>) step).result();
        if (trace.equals(CallTrace.NOTHING_SENT) && now.detachedFaces().isEmpty()) {
            return result;
        }
        return result.withTrace(trace.and(result.trace()).withDetachedFaces(now.detachedFaces()));
    }

    private <T extends CallResult<T>> Step<T> send(
            ProviderRequest<T> first, ProviderRequest<T> next, LayerCall call, CallTrace trace, Effect effect) {
        boolean nothingBefore = trace.equals(CallTrace.NOTHING_SENT)
                && effect == Effect.NONE
                && next.operation() == first.operation()
                && call.detachedFaces().isEmpty();
        try {
            return requests.send(next, call);
        } catch (FaceException e) {
            if (nothingBefore) {
                throw e;
            }
            throw failed(first, e, call, trace, effect);
        } catch (RuntimeException e) {
            if (nothingBefore) {
                throw e;
            }
            FaceException broken = FaceException.of(next.operation(), ErrorKind.INTERNAL)
                    .effect(next.operation().isRead() ? Effect.NONE : Effect.UNKNOWN)
                    .attempts(1)
                    .detail("the provider broke its contract: it threw "
                            + e.getClass().getName())
                    .build();
            throw failed(first, broken, call, trace, effect);
        }
    }

    private static FaceException failed(
            ProviderRequest<?> first, FaceException error, LayerCall call, CallTrace trace, Effect effect) {
        Operation operation = first.operation();
        FaceExceptionBuilder whole = error.toBuilder(operation)
                .effect(effect.and(error.effect()))
                .attempts(trace.attempts() + error.attempts())
                .waited(trace.waited().plus(error.waited()));
        if (operation.isRead()) {
            return whole.build();
        }
        Set<FaceId> detached = new LinkedHashSet<>(call.detachedFaces());
        detached.addAll(error.detachedFaces());
        whole.detachedFaces(detached);
        if (operation == Operation.DELETE_FACES && effect.and(error.effect()) != Effect.NONE) {
            whole.facesSoFar(error.facesSoFar().orElseGet(() -> unknown(first, error, trace)));
        }
        return whole.build();
    }

    /**
     * Returns a result in which every face is unknown, for an exception that contains no results of the faces. A provider that deletes
     * faces in several requests adds the results that it knows to its exception.
     */
    private static DeleteFacesResult unknown(ProviderRequest<?> first, FaceException error, CallTrace trace) {
        CallTrace own = new CallTrace(
                error.requestId().map(List::of).orElse(List.of()), error.attempts(), error.waited(), null);
        return DeleteFacesResult.all(first.person(), first.faces(), FaceResult.unknown(), trace.and(own));
    }
}
