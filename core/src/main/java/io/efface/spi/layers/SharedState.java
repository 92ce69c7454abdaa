package io.efface.spi.layers;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * State that belongs to the vendor's account rather than to one opened repository: quota, order, the clock's offset. It outlives
 * an account that is replaced at run time, and is one for all accounts of a group. Thread-safe; all accounts of one
 * {@link io.efface.config.FaceRepositories} have the same one.
 */
public final class SharedState {
    private record Key(String group, Class<?> type) {}

    private final ConcurrentMap<Key, Object> states = new ConcurrentHashMap<>();

    /** Makes a holder of nothing. */
    public SharedState() {}

    /**
     * Returns the group's object of this type, making it at the first call.
     *
     * @param group the quota group, see {@link AccountIdentity#group()}
     * @throws NullPointerException if an argument is null or nothing is made
     */
    public <T> T of(String group, Class<T> type, Supplier<? extends T> make) {
        Key key = new Key(Objects.requireNonNull(group, "group"), Objects.requireNonNull(type, "type"));
        return type.cast(states.computeIfAbsent(key, absent -> Objects.requireNonNull(make.get(), "state")));
    }
}
