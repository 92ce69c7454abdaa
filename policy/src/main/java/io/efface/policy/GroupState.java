package io.efface.policy;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state that all accounts of a quota group share. The state is kept when an account is replaced at run time. Thread-safe. */
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
