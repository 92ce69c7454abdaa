package io.efface.spi.layers;

import io.efface.CallResult;
import io.efface.spi.Step;
import java.util.Optional;

/**
 * What happens around each single request of an account: repeats, waits for quota, a circuit breaker. An operation of several requests
 * passes here once for each. Thread-safe.
 */
@FunctionalInterface
public interface RequestLayer {
    /** Sends each request to the provider at once. */
    RequestLayer DIRECT = ProviderRequest::send;

    /**
     * Sends one request and returns what it led to.
     *
     * @throws io.efface.FaceException if it fails, or is not sent
     */
    <T extends CallResult<T>> Step<T> send(ProviderRequest<T> request, LayerCall call);

    /**
     * Returns the first object of the given type on the way from this layer to the provider, without the provider: a layer. Layers
     * that have another one within ask it next.
     */
    default <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }
}
