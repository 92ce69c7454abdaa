package io.efface.spi.layers;

import io.efface.CallResult;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.Step;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * One request that a provider can send to the vendor. Immutable and thread-safe; {@code toString} shows no id.
 *
 * @param operation the operation under which quotas and interceptors count the request
 * @param person the person of the call
 * @param faces the faces that the request deletes; unmodifiable; empty for operations on a person
 * @param action the function that sends the request for the given faces
 * @param <T> the type of the operation's result
 */
public record ProviderRequest<T extends CallResult<T>>(
        Operation operation, PersonId person, Set<FaceId> faces, BiFunction<Set<FaceId>, CallContext, Step<T>> action) {
    /**
     * Checks the arguments.
     *
     * @throws NullPointerException if an argument is null
     */
    public ProviderRequest {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(faces, "faces");
        Objects.requireNonNull(action, "action");
    }

    /** Sends at most one request to the vendor, and does not repeat the request. */
    public Step<T> send(CallContext call) {
        return action.apply(faces, call);
    }

    /** Returns this request for other faces, for example for the faces that earlier attempts did not delete. */
    public ProviderRequest<T> withFaces(Set<FaceId> others) {
        return new ProviderRequest<>(operation, person, others, action);
    }
}
