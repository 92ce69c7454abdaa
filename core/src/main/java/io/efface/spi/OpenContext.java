package io.efface.spi;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a provider gets from outside when it opens a repository. Immutable and thread-safe. Methods added later are {@code default}.
 */
public interface OpenContext {
    /** Returns the account's name, for errors. */
    String account();

    /** Returns the account's name, with the library at the vendor where there is one, for log lines. The name unless overridden. */
    default String label() {
        return account();
    }

    /** Returns the one clock of client, layers and deadlines. */
    Clock clock();

    /** Returns the source of nonces and jitter; thread-safe, such as {@link java.security.SecureRandom}. */
    RandomGenerator random();

    /** Returns the object of this type that the application gave to its accounts, such as an HTTP client; empty if it gave none. */
    <T> Optional<T> service(Class<T> type);

    /**
     * Returns an object that all repositories of one account at the vendor share, such as the known offset of the vendor's clock. It is
     * made at the first call and outlives an account that is replaced at run time.
     *
     * @param key what the provider distinguishes within the account at the vendor, such as a host
     * @param make makes the object, which has to be thread-safe
     */
    <T> T shared(Class<T> type, String key, Supplier<? extends T> make);

    /**
     * Returns a context for a repository that is opened by itself, which shares nothing with others.
     *
     * @param services objects of the application, by their type; copied
     * @throws IllegalArgumentException if a service is not of the type it is registered for
     */
    static OpenContext of(String account, Clock clock, RandomGenerator random, Map<Class<?>, Object> services) {
        return new SeparateContext(account, clock, random, services);
    }
}
