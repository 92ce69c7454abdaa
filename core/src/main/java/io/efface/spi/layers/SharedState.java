package io.efface.spi.layers;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The state that several accounts share, such as quota counters, locks and the offset of the vendor's clock. The state is kept when an
 * account is replaced at run time. Thread-safe. A {@link io.efface.config.FaceRepositories} has one object of this class for all its
 * accounts.
 */
public final class SharedState {
    private record Key(String group, Class<?> type) {}

    private final ConcurrentMap<Key, Object> states = new ConcurrentHashMap<>();

    /** Creates an empty object. */
    public SharedState() {}

    /**
     * Returns the object of a group and a type. The first call creates the object.
     *
     * @param group the text that the sharing accounts have in common, such as {@link AccountIdentity#group()} or
     *     {@link AccountIdentity#library()}
     * @throws NullPointerException if an argument is null or {@code make} returns null
     */
    public <T> T of(String group, Class<T> type, Supplier<? extends T> make) {
        Key key = new Key(Objects.requireNonNull(group, "group"), Objects.requireNonNull(type, "type"));
        return type.cast(states.computeIfAbsent(key, absent -> Objects.requireNonNull(make.get(), "state")));
    }
}
