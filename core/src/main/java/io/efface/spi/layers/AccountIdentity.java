package io.efface.spi.layers;

import io.efface.QuotaLimit;
import io.efface.spi.ProviderConfig;
import java.util.Objects;
import java.util.Optional;

/**
 * Identifies an account at the vendor by its settings. The identity determines which accounts share quotas, locks and other state.
 * Immutable and thread-safe.
 *
 * @param account the account's name in the configuration
 * @param config the account's checked settings
 * @param quotaGroup the setting {@code quota-group}, or empty if it is not set
 */
public record AccountIdentity(String account, ProviderConfig config, Optional<String> quotaGroup) {
    /** Checks that nothing is null. */
    public AccountIdentity {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(quotaGroup, "quotaGroup");
    }

    /** Returns the account's name, with the library at the vendor if the account has one, for log lines. */
    public String label() {
        return account + config.library().map(name -> " (library " + name + ")").orElse("");
    }

    /** Returns the provider's name. */
    public String provider() {
        return config.provider();
    }

    /**
     * Returns the quota group: the value of the setting {@code quota-group}, if it is set. Without the setting, all accounts with the same
     * provider and the same {@linkplain ProviderConfig#keyIdentity() key identity} have the same group. An account without a known key
     * identity is the only account of its group.
     */
    public String group() {
        return quotaGroup.orElseGet(this::groupOfKey);
    }

    /**
     * Returns a text that consists of the quota group, the place and the library. Accounts with equal texts delete from the same library.
     */
    public String library() {
        return group()
                + ' '
                + config.placeIdentity()
                + config.library().map(name -> " " + name).orElse("");
    }

    /**
     * Returns the name of the counter that counts requests for a limit. Accounts share a limit if they have the same counter. Accounts with
     * the same setting {@code quota-group} have the same counters. Accounts without this setting have the same counter if provider, key and
     * {@linkplain ProviderConfig#quotaScope scope} are equal. Limits with the same name but windows of different lengths have different
     * counters.
     */
    public String counter(QuotaLimit limit) {
        String scope = quotaGroup.isPresent() ? "" : config.quotaScope(limit.scope());
        String counted = group() + (scope.isEmpty() ? "" : ' ' + scope);
        return counted + ' ' + limit.name() + '/' + limit.rate().unit();
    }

    private String groupOfKey() {
        return provider() + ' ' + config.keyIdentity().orElse("account " + account);
    }
}
