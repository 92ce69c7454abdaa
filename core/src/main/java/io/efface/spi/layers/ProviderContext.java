package io.efface.spi.layers;

import io.efface.spi.OpenContext;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The provider's view of an account that is opened: it shares objects within its own account at the vendor only. */
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
        // A group's name is the user's, and may stand for accounts of two vendors.
        return context.shared().of(identity.provider() + ' ' + identity.group() + ' ' + key, type, make);
    }

    @Override
    public String toString() {
        return "OpenContext[" + label() + "]";
    }
}
