package io.efface.policy;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What all accounts of one quota group share, over all their generations. Thread-safe. */
final class GroupState {
    final Turns<String> quotas = new Turns<>();
    private @Nullable QuotaStore localStore;

    synchronized QuotaStore localStore(Clock clock) {
        if (localStore == null) {
            localStore = new LocalQuotaStore(clock);
        }
        return localStore;
    }
}
