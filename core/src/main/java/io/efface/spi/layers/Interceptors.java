package io.efface.spi.layers;

import io.efface.interceptor.CallInterceptor;
import java.util.Comparator;
import java.util.List;

/**
 * The interceptors of all accounts of one {@link io.efface.config.FaceRepositories}; layers call
 * them. Immutable and thread-safe.
 *
 * @param inOrder the interceptors by {@link CallInterceptor#order()}, then in the order given
 */
public record Interceptors(List<CallInterceptor> inOrder) {
    /** Sorts a copy; equal orders keep their places. */
    public Interceptors {
        inOrder = inOrder.stream()
                .map(Ranked::new)
                .sorted(Comparator.comparingInt(Ranked::order))
                .map(Ranked::interceptor)
                .toList();
    }

    /** Returns whether there is no interceptor. */
    public boolean isEmpty() {
        return inOrder.isEmpty();
    }

    private record Ranked(int order, CallInterceptor interceptor) {
        Ranked(CallInterceptor interceptor) {
            this(interceptor.order(), interceptor);
        }
    }
}
