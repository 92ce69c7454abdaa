package io.efface.config;

import io.efface.CallResult;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.efface.spi.layers.LayerCall;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs the caller's {@link io.efface.spi.layers.BeforeRequest} before each request, and converts a linkage error of the provider to an
 * error of kind {@code CONFIGURATION}. This class calls the provider directly, so no wait comes between the hook and the request.
 */
final class HookedProvider implements ProviderRepository {
    private final ProviderRepository provider;

    HookedProvider(ProviderRepository provider) {
        this.provider = provider;
    }

    @Override
    public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        beforeRequest(Operation.DELETE_PERSON, Set.of(), call);
        return hooked(
                convertingLinkageErrors(Operation.DELETE_PERSON, () -> provider.deletePerson(person, call)),
                Operation.DELETE_PERSON);
    }

    @Override
    public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
        beforeRequest(Operation.DELETE_FACES, Set.of(), call);
        Step<DeleteFacesResult> step;
        try {
            step = provider.deleteFaces(person, faces, call);
        } catch (LinkageError e) {
            throw Failure.ofFaces(person, faces, e);
        }
        return hooked(step, Operation.DELETE_FACES);
    }

    @Override
    public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        beforeRequest(Operation.FIND_PERSON, Set.of(), call);
        return hooked(
                convertingLinkageErrors(Operation.FIND_PERSON, () -> provider.findPerson(person, call)),
                Operation.FIND_PERSON);
    }

    @Override
    public Capabilities capabilities() {
        return provider.capabilities();
    }

    @Override
    public boolean hasNewKey() {
        return provider.hasNewKey();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return provider.unwrap(type);
    }

    @Override
    public void close() {
        provider.close();
    }

    @Override
    public String toString() {
        return provider.toString();
    }

    /**
     * Returns a step that runs the hook before each later request of the call. The hook gets the operation of the call, which may differ
     * from the operation of the request.
     */
    private static <T extends CallResult<T>> Step<T> hooked(Step<T> step, Operation operation) {
        if (!(step instanceof Step.More<T> more)) {
            return step;
        }
        return more.withNext(call -> {
            beforeRequest(operation, more.detaching(), call);
            return hooked(convertingLinkageErrors(operation, () -> more.next().apply(call)), operation);
        });
    }

    private static <T> T convertingLinkageErrors(Operation operation, Supplier<T> request) {
        try {
            return request.get();
        } catch (LinkageError e) {
            throw Failure.ofCall(operation, e);
        }
    }

    private static void beforeRequest(Operation operation, Set<FaceId> detaching, CallContext call) {
        if (call instanceof LayerCall layerCall) {
            layerCall.beforeRequest().ifPresent(hook -> hook.beforeRequest(operation, detaching));
        }
    }
}
