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
 * One request that a provider is about to send. Immutable and thread-safe; {@code toString} shows no id.
 *
 * @param operation what the request counts as, for quota and observation
 * @param person the person that the call is about
 * @param faces the faces that the call asks to delete, unmodifiable; empty for operations on a person
 * @param action sends the request for the given faces
 * @param <T> what the operation returns in the end
 */
public record ProviderRequest<T extends CallResult<T>>(
        Operation operation, PersonId person, Set<FaceId> faces, BiFunction<Set<FaceId>, CallContext, Step<T>> action) {
    /**
     * Checks the parts.
     *
     * @throws NullPointerException if one is null
     */
    public ProviderRequest {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(faces, "faces");
        Objects.requireNonNull(action, "action");
    }

    /** Sends the request: at most one, and never a repeat. */
    public Step<T> send(CallContext call) {
        return action.apply(faces, call);
    }

    /** Returns this request for other faces, such as those that an earlier attempt left open. */
    public ProviderRequest<T> withFaces(Set<FaceId> others) {
        return new ProviderRequest<>(operation, person, others, action);
    }
}
