package io.efface.spring;

import io.efface.FaceException;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Adds, replaces and removes the accounts whose settings have changed. If the new settings of an account have problems, the account stays as
 * it was, and the problems are logged. Thread-safe.
 */
final class AccountsRefresh {
    private static final Logger LOG = LoggerFactory.getLogger(AccountsRefresh.class);

    private final FaceRepositories accounts;
    private final SpringSources sources;
    private final @Nullable ClassLoader loader;
    private final ApplicationEventPublisher publisher;
    private final Map<String, Map<String, String>> applied;

    /** The event after accounts were added, replaced or removed. */
    record AccountsChanged() {}

    AccountsRefresh(
            FaceRepositories accounts,
            SpringSources sources,
            @Nullable ClassLoader loader,
            ApplicationEventPublisher publisher) {
        this.accounts = accounts;
        this.sources = sources;
        this.loader = loader;
        this.publisher = publisher;
        this.applied = new TreeMap<>(sources.builder(loader).readAccounts());
    }

    /** Reads the configuration again. Never throws. */
    synchronized void run() {
        FaceRepositoriesBuilder builder = sources.builder(loader);
        Map<String, Map<String, String>> configured;
        try {
            configured = builder.readAccounts();
        } catch (FaceException e) {
            LOG.error("the accounts stay unchanged, because the new configuration has problems: {}", e.getMessage());
            return;
        }
        boolean changed = false;
        for (String name : new TreeSet<>(applied.keySet())) {
            if (!configured.containsKey(name)) {
                accounts.remove(name);
                applied.remove(name);
                LOG.info("account {} is removed", name);
                changed = true;
            }
        }
        configured.entrySet().removeIf(account -> account.getValue().equals(applied.get(account.getKey())));
        changed |= putAll(configured, builder);
        if (changed) {
            publisher.publishEvent(new AccountsChanged());
        }
    }

    /** Adds or replaces accounts, and removes them from the map. Returns whether an account was added or replaced. */
    private boolean putAll(Map<String, Map<String, String>> pending, FaceRepositoriesBuilder builder) {
        Map<String, FaceException> failures = new TreeMap<>();
        boolean changed = false;
        // The same-as of an account may name an account that is added later, so failed accounts are tried again.
        boolean isTriedAgain = true;
        while (isTriedAgain) {
            failures.clear();
            isTriedAgain = pending.entrySet()
                    .removeIf(account -> put(account.getKey(), account.getValue(), builder, failures));
            changed |= isTriedAgain;
        }
        failures.forEach((name, e) -> LOG.error(
                "account {} keeps its settings, because the new settings have problems: {}", name, e.getMessage()));
        return changed;
    }

    private boolean put(
            String name,
            Map<String, String> settings,
            FaceRepositoriesBuilder builder,
            Map<String, FaceException> failures) {
        try {
            accounts.put(name, builder);
            applied.put(name, settings);
            LOG.info("account {} has new settings", name);
            return true;
        } catch (FaceException e) {
            failures.put(name, e);
            return false;
        }
    }
}
