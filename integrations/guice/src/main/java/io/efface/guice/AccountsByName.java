package io.efface.guice;

import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.config.FaceRepositories;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A view of the current accounts in alphabetical order. Unmodifiable and thread-safe. An iteration shows the accounts that existed when the
 * iteration began.
 */
final class AccountsByName extends AbstractMap<String, FaceRepository> {
    private final FaceRepositories accounts;
    private final Set<Map.Entry<String, FaceRepository>> entries = new Entries();
    /** The repository of each name, so that repeated calls return the same object. */
    private final ConcurrentMap<String, FaceRepository> handles = new ConcurrentHashMap<>();

    AccountsByName(FaceRepositories accounts) {
        this.accounts = accounts;
    }

    @Override
    public @Nullable FaceRepository get(@Nullable Object key) {
        return key instanceof String name ? find(name) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && accounts.accounts().contains(name);
    }

    @Override
    public Set<Map.Entry<String, FaceRepository>> entrySet() {
        return entries;
    }

    private @Nullable FaceRepository find(String name) {
        if (!accounts.accounts().contains(name)) {
            handles.remove(name);
            return null;
        }
        try {
            return handles.computeIfAbsent(name, accounts::get);
        } catch (FaceException removedMeanwhile) {
            return null;
        }
    }

    private final class Entries extends AbstractSet<Map.Entry<String, FaceRepository>> {
        @Override
        public int size() {
            return accounts.accounts().size();
        }

        @Override
        public Iterator<Map.Entry<String, FaceRepository>> iterator() {
            Map<String, FaceRepository> current = new LinkedHashMap<>();
            for (String name : accounts.accounts()) {
                FaceRepository account = find(name);
                if (account != null) {
                    current.put(name, account);
                }
            }
            return Collections.unmodifiableMap(current).entrySet().iterator();
        }
    }
}
