package io.efface.spi.layers;

import io.efface.interceptor.CallInterceptor;
import java.util.Comparator;
import java.util.List;

/**
 * The interceptors for all accounts of a {@link io.efface.config.FaceRepositories}. The layers call the interceptors. Immutable and
 * thread-safe.
 *
 * @param inOrder the interceptors, sorted by {@link CallInterceptor#order()}; interceptors of equal order stay in the given order
 */
public record Interceptors(List<CallInterceptor> inOrder) {
    /** Sorts a copy of the list. */
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
