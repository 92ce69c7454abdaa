package io.efface.spi;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The context of a repository that shares no objects with other repositories. */
final class SeparateContext implements OpenContext {
    private record Key(Class<?> type, String key) {}

    private final String account;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<Class<?>, Object> services;
    private final ConcurrentMap<Key, Object> shared = new ConcurrentHashMap<>();

    SeparateContext(String account, Clock clock, RandomGenerator random, Map<Class<?>, Object> services) {
        this.account = Objects.requireNonNull(account, "account");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
        this.services = Map.copyOf(services);
        this.services.forEach((type, service) -> {
            if (!type.isInstance(service)) {
                throw new IllegalArgumentException("the service for " + type.getName() + " does not have this type");
            }
        });
    }

    @Override
    public String account() {
        return account;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(services.get(type)).map(type::cast);
    }

    @Override
    public <T> T shared(Class<T> type, String key, Supplier<? extends T> make) {
        return type.cast(
                shared.computeIfAbsent(new Key(type, key), absent -> Objects.requireNonNull(make.get(), "object")));
    }
}
