package io.efface.erasure.internal.ledger.memory;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A table as a sorted map with copy-on-write: copies share the entries until one of them is changed. One thread makes and changes copies.
 * Any thread may read a frozen copy.
 */
final class SharedMap<K, V> {
    private final boolean frozen;
    private NavigableMap<K, V> map;
    private boolean shared;

    SharedMap() {
        this(new TreeMap<>(), false, false);
    }

    private SharedMap(NavigableMap<K, V> map, boolean shared, boolean frozen) {
        this.map = map;
        this.shared = shared;
        this.frozen = frozen;
    }

    /** Returns a copy of this map. Later changes of this map do not affect the copy. */
    SharedMap<K, V> copy(boolean toFreeze) {
        shared = true;
        return new SharedMap<>(map, true, toFreeze);
    }

    NavigableMap<K, V> read() {
        return Collections.unmodifiableNavigableMap(map);
    }

    NavigableMap<K, V> write() {
        if (frozen) {
            throw new IllegalStateException("only the writer changes the ledger");
        }
        if (shared) {
            map = new TreeMap<>(map);
            shared = false;
        }
        return map;
    }

    /** Adds an entry. Fails if the key already exists. */
    void add(K key, V value) {
        if (write().putIfAbsent(key, value) != null) {
            throw new IllegalStateException("the table has this entry already");
        }
    }
}
