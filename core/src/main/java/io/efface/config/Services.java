package io.efface.config;

import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.layers.AccountIdentity;
import io.efface.spi.layers.SharedState;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What every account gets from outside, and what single accounts get in place of it. */
record Services(
        Clock clock,
        RandomGenerator random,
        Map<Class<?>, Object> shared,
        Map<String, Map<Class<?>, Object>> perAccount,
        SharedState state) {
    Services {
        shared = Map.copyOf(shared);
        perAccount = Map.copyOf(perAccount);
    }

    /** Returns what an account is opened with; without a group of its own, the key and the place decide. */
    OpenContext context(String account, ProviderConfig config, Optional<String> quotaGroup) {
        Map<Class<?>, Object> services = new HashMap<>(shared);
        services.putAll(perAccount.getOrDefault(account, Map.of()));
        services.put(SharedState.class, state);
        services.put(AccountIdentity.class, new AccountIdentity(account, config, quotaGroup));
        return new OpenContext(account, clock, random, services);
    }
}
