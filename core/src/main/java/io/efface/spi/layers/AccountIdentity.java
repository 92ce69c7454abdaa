package io.efface.spi.layers;

import io.efface.QuotaLimit;
import io.efface.spi.ProviderConfig;
import java.util.Objects;
import java.util.Optional;

/**
 * Which account at the vendor a repository works on, as far as its settings say. Immutable and
 * thread-safe.
 *
 * @param account the account's name in the configuration
 * @param config the account's checked settings
 * @param quotaGroup the setting {@code quota-group}, or empty where the rest decides
 */
public record AccountIdentity(String account, ProviderConfig config, Optional<String> quotaGroup) {
    /** Checks that nothing is null. */
    public AccountIdentity {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(quotaGroup, "quotaGroup");
    }

    /** Returns the account's name, with the library at the vendor where there is one, as log lines show it. */
    public String label() {
        return account + config.library().map(name -> " (library " + name + ")").orElse("");
    }

    /** Returns the provider's name. */
    public String provider() {
        return config.provider();
    }

    /**
     * Returns the quota group: what the setting says, else one for all accounts with this provider and key, or with this provider and way to
     * the key; if neither is {@linkplain ProviderConfig#keyIdentity() known}, one for this account's name.
     */
    public String group() {
        return quotaGroup.orElseGet(this::ofKey);
    }

    /** Returns the quota group, place and library: accounts for which it is equal delete from one library. */
    public String library() {
        return group()
                + ' '
                + config.placeIdentity()
                + config.library().map(name -> " " + name).orElse("");
    }

    /**
     * Returns the name under which the calls of a limit are counted. Accounts share a limit if it is equal: if they have one quota group
     * by the setting, or one provider and key and one {@linkplain ProviderConfig#quotaScope scope}. Limits of one name with windows of
     * different lengths are counted apart.
     */
    public String counter(QuotaLimit limit) {
        String scope = quotaGroup.isPresent() ? "" : config.quotaScope(limit.scope());
        String counted = group() + (scope.isEmpty() ? "" : ' ' + scope);
        return counted + ' ' + limit.name() + '/' + limit.rate().unit();
    }

    private String ofKey() {
        return provider() + ' ' + config.keyIdentity().orElse("account " + account);
    }
}
