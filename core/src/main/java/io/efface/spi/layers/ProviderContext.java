package io.efface.spi.layers;

import io.efface.spi.OpenContext;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The context that a provider gets when it opens an account. Accounts share objects if they have the same provider and quota group. */
record ProviderContext(LayersContext context) implements OpenContext {
    @Override
    public String account() {
        return context.account();
    }

    @Override
    public String label() {
        return context.identity().label();
    }

    @Override
    public Clock clock() {
        return context.clock();
    }

    @Override
    public RandomGenerator random() {
        return context.random();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return context.service(type);
    }

    @Override
    public <T> T shared(Class<T> type, String key, Supplier<? extends T> make) {
        AccountIdentity identity = context.identity();
        // The user chooses the name of a group, so accounts of two providers may have the same group.
        return context.shared().of(identity.provider() + ' ' + identity.group() + ' ' + key, type, make);
    }

    @Override
    public String toString() {
        return "OpenContext[" + label() + "]";
    }
}
