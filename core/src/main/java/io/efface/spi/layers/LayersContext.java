package io.efface.spi.layers;

import io.efface.spi.OpenContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The objects that the layers of an account get when the account is opened. Immutable and thread-safe.
 *
 * @param identity the account at the vendor
 * @param clock the clock, which the HTTP client, the layers and the deadlines share
 * @param random the thread-safe source of jitter and call ids
 * @param sleeper the sleeper, which waits between attempts
 * @param interceptors the application's interceptors; may be empty
 * @param shared the state that accounts share, which is kept when an account is replaced at run time
 * @param services the objects that the application has set, by type, such as a quota store
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

    /** Returns the object that the application has set for a type; empty if the application has set none. */
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(services.get(type)).map(type::cast);
    }

    /** Returns the context with which the provider opens the account's repository. */
    public OpenContext forProvider() {
        return new ProviderContext(this);
    }
}
