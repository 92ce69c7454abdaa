package io.efface.spi.layers;

import io.efface.CallResult;
import io.efface.spi.Step;
import java.util.Optional;

/**
 * A layer that processes each single request of an account, such as retry, quota or the breaker. An operation of several requests calls the
 * layer once for each request. Thread-safe.
 */
@FunctionalInterface
public interface RequestLayer {
    /** The layer that only sends the request to the provider. */
    RequestLayer DIRECT = ProviderRequest::send;

    /**
     * Sends one request, and returns what follows after this request: a result or a further request.
     *
     * @throws io.efface.FaceException if the request fails or is not sent
     */
    <T extends CallResult<T>> Step<T> send(ProviderRequest<T> request, LayerCall call);

    /**
     * Returns the first object of a type among this layer and the request layers that it calls; empty if no layer has the type. A layer
     * around another layer must override this method.
     */
    default <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }
}
