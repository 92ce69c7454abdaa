package io.efface.spi;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The objects that a provider gets when it opens a repository. Immutable and thread-safe. Methods of later versions will be
 * {@code default} methods.
 */
public interface OpenContext {
    /** Returns the account's name, for errors. */
    String account();

    /**
     * Returns the account's name, with the library at the vendor if the account has one, for log lines. The default is the account's name.
     */
    default String label() {
        return account();
    }

    /** Returns the clock, which the HTTP client, the layers and the deadlines share. */
    Clock clock();

    /** Returns the thread-safe source of nonces and jitter, such as {@link java.security.SecureRandom}. */
    RandomGenerator random();

    /** Returns the object that the application has set for a type, such as an HTTP client; empty if the application has set none. */
    <T> Optional<T> service(Class<T> type);

    /**
     * Returns an object that all accounts of the quota group share, such as the offset of the vendor's clock. The object is created at the
     * first call, and is kept when an account is replaced at run time.
     *
     * @param key a text that distinguishes several objects of the same type within the quota group, such as a host name
     * @param make the function that creates the object; the object must be thread-safe
     */
    <T> T shared(Class<T> type, String key, Supplier<? extends T> make);

    /**
     * Returns a context for a separate repository, which shares no objects with other repositories.
     *
     * @param services the objects of the application by type; copied
     * @throws IllegalArgumentException if an object does not have the type that is its key
     */
    static OpenContext of(String account, Clock clock, RandomGenerator random, Map<Class<?>, Object> services) {
        return new SeparateContext(account, clock, random, services);
    }
}
