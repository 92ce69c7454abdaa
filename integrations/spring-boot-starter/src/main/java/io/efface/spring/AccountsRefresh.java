package io.efface.spring;

import io.efface.FaceException;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Adds, replaces and removes the accounts whose settings have changed. If the new settings of an account have problems, the account and the
 * accounts that are connected with it by {@code same-as} stay as they were, and the problems are logged. Thread-safe.
 */
final class AccountsRefresh {
    private static final Logger LOG = LoggerFactory.getLogger(AccountsRefresh.class);

    private static final String SAME_AS = "same-as";

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

    /** Adds or replaces accounts. Returns whether an account was added or replaced. */
    private boolean putAll(Map<String, Map<String, String>> changed, FaceRepositoriesBuilder builder) {
        Set<Set<String>> pending = groups(changed);
        Map<String, FaceException> failures = new TreeMap<>();
        boolean anyPut = false;
        // The new key of an account may be the old key of another account in the list, so failed accounts are tried
        // again.
        boolean isTriedAgain = true;
        while (isTriedAgain) {
            failures.clear();
            isTriedAgain = pending.removeIf(names -> put(names, changed, builder, failures));
            anyPut |= isTriedAgain;
        }
        failures.forEach((names, e) -> LOG.error(
                "the settings of {} stay unchanged, because the new settings have problems: {}",
                names,
                e.getMessage()));
        return anyPut;
    }

    /**
     * Divides the accounts into groups, each of which changes in one step. Two accounts are in the same group if one of them names the
     * other in {@code same-as}.
     */
    private static Set<Set<String>> groups(Map<String, Map<String, String>> changed) {
        Map<String, Set<String>> groups = new TreeMap<>();
        changed.keySet().forEach(name -> groups.put(name, Set.of(name)));
        changed.forEach((name, settings) -> {
            Set<String> joined = new TreeSet<>(groups.get(name));
            joined.addAll(
                    groups.getOrDefault(settings.getOrDefault(SAME_AS, name).strip(), Set.of()));
            joined.forEach(each -> groups.put(each, joined));
        });
        return new LinkedHashSet<>(groups.values());
    }

    private boolean put(
            Set<String> names,
            Map<String, Map<String, String>> changed,
            FaceRepositoriesBuilder builder,
            Map<String, FaceException> failures) {
        try {
            accounts.put(names, builder);
        } catch (FaceException e) {
            failures.put(String.join(", ", names), e);
            return false;
        }
        for (String name : names) {
            applied.put(name, changed.get(name));
            LOG.info("account {} has new settings", name);
        }
        return true;
    }
}
