package io.efface.spi.layers;

import io.efface.spi.OpenContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the layers of one account get when it is opened. Immutable and thread-safe.
 *
 * @param identity the account at the vendor
 * @param clock the one clock of client, layers and deadlines
 * @param random source of jitter and call ids; thread-safe
 * @param sleeper lets time pass between attempts
 * @param interceptors the application's interceptors; may be empty
 * @param shared state of the accounts at the vendors, which outlives an account that is replaced at run time
 * @param services objects that the application gave to its accounts, by their type, such as a store of quota
 */
public record LayersContext(
        AccountIdentity identity,
        Clock clock,
        RandomGenerator random,
        Sleeper sleeper,
        Interceptors interceptors,
        SharedState shared,
        Map<Class<?>, Object> services) {
    /** Copies the map and checks that nothing is null. */
    public LayersContext {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(sleeper, "sleeper");
        Objects.requireNonNull(interceptors, "interceptors");
        Objects.requireNonNull(shared, "shared");
        services = Map.copyOf(new HashMap<>(services));
    }

    /** Returns the account's name, for errors. */
    public String account() {
        return identity.account();
    }

    /** Returns the application's object of this type, or empty if it gave none. */
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(services.get(type)).map(type::cast);
    }

    /** Returns the context of the provider that opens the account's primitive repository. */
    public OpenContext forProvider() {
        return new ProviderContext(this);
    }
}
