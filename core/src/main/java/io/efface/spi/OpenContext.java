package io.efface.spi;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a repository gets from outside when it is opened. Immutable and thread-safe.
 *
 * @param account the account's name, for errors and logs
 * @param clock the one clock of client, layers and deadlines
 * @param random source of nonces and jitter; thread-safe, such as {@link java.security.SecureRandom}
 * @param services objects that an application hands to providers, by their type: an HTTP client, a source of credentials
 */
public record OpenContext(String account, Clock clock, RandomGenerator random, Map<Class<?>, Object> services) {
    /**
     * Copies the map.
     *
     * @throws IllegalArgumentException if a service is not of the type it is registered for
     */
    public OpenContext {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(random, "random");
        services = Map.copyOf(new HashMap<>(services));
        services.forEach((type, service) -> {
            if (!type.isInstance(service)) {
                throw new IllegalArgumentException("the service registered for " + type.getName() + " is not one");
            }
        });
    }

    /** Returns the application's object of this type, if it gave one. */
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(services.get(type)).map(type::cast);
    }
}
