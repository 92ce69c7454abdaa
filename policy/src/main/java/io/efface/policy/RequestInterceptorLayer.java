package io.efface.policy;

import io.efface.CallResult;
import io.efface.spi.Step;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.ProviderRequest;
import io.efface.spi.layers.RequestLayer;
import java.util.Optional;

/** Calls the interceptors before and after each request of an account. This layer does not change results. */
final class RequestInterceptorLayer implements RequestLayer {
    private final RequestLayer inner;
    private final InterceptorChain interception;

    RequestInterceptorLayer(RequestLayer inner, InterceptorChain interception) {
        this.inner = inner;
        this.interception = interception;
    }

    @Override
    public <T extends CallResult<T>> Step<T> send(ProviderRequest<T> request, LayerCall call) {
        return interception.observed(
                request.operation(),
                request.person(),
                request.faces().size(),
                call,
                () -> inner.send(request, call),
                CallSummary::ofStep);
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : inner.unwrap(type);
    }
}
