package io.efface.policy;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all accounts of one quota group share, over all their generations. Thread-safe. */
final class GroupState {
    final KeyedLock<List<String>> quotas = new KeyedLock<>();
    private @Nullable QuotaStore localStore;

    synchronized QuotaStore localStore(Clock clock) {
        if (localStore == null) {
            localStore = QuotaStore.inProcess(clock);
        }
        return localStore;
    }
}
