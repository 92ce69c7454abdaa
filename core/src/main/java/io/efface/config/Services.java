package io.efface.config;

import io.efface.spi.ProviderConfig;
import io.efface.spi.layers.AccountIdentity;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.LayersContext;
import io.efface.spi.layers.SharedState;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** The objects that the application has set for all accounts, and the objects that the application has set for single accounts. */
record Services(
        Clock clock,
        RandomGenerator random,
        Sleeper sleeper,
        Interceptors interceptors,
        Map<Class<?>, Object> ofAll,
        Map<String, Map<Class<?>, Object>> perAccount,
        SharedState state) {
    Services {
        ofAll = Map.copyOf(ofAll);
        perAccount = Map.copyOf(perAccount);
    }

    /**
     * Adds a problem for each account that has an object and does not exist.
     *
     * @param accounts the names of all accounts
     */
    void checkAccounts(Set<String> accounts, Problems problems) {
        for (String name : new TreeSet<>(perAccount.keySet())) {
            if (!accounts.contains(name)) {
                problems.add(
                        "builder",
                        "a service is given to the account '" + name + "', which does not exist"
                                + Suggestion.didYouMean(name, accounts));
            }
        }
    }

    /** Returns the context with which an account is opened. */
    LayersContext context(String account, ProviderConfig config, Optional<String> quotaGroup) {
        Map<Class<?>, Object> services = new HashMap<>(ofAll);
        services.putAll(perAccount.getOrDefault(account, Map.of()));
        return new LayersContext(
                new AccountIdentity(account, config, quotaGroup),
                clock,
                random,
                sleeper,
                interceptors,
                state,
                services);
    }
}
