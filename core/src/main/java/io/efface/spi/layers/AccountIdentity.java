package io.efface.spi.layers;

import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import java.util.Objects;
import java.util.Optional;

/**
 * Which account at the vendor a repository works on, as far as its keys tell; a service of every {@link OpenContext}. Immutable and
 * thread-safe.
 *
 * @param account the account's name in the configuration
 * @param provider the provider's name
 * @param keyFingerprint a short hash of the key's public id, or empty if credentials are fetched later
 * @param place region and endpoint
 * @param quotaScope what the vendor counts apart for one key, see {@link ProviderConfig#quotaScope()}
 * @param quotaGroup the setting {@code quota-group}, or empty where the rest decides
 */
public record AccountIdentity(
        String account,
        String provider,
        Optional<String> keyFingerprint,
        String place,
        String quotaScope,
        Optional<String> quotaGroup) {
    /** Returns the identity of an account with this configuration. */
    public static AccountIdentity of(String account, ProviderConfig config, Optional<String> quotaGroup) {
        return new AccountIdentity(
                account, config.provider(), config.keyFingerprint(), config.place(), config.quotaScope(), quotaGroup);
    }

    /** Checks that nothing is null. */
    public AccountIdentity {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(quotaScope, "quotaScope");
        Objects.requireNonNull(quotaGroup, "quotaGroup");
    }

    /**
     * Returns the quota group: what the setting says, else one for all accounts with this provider, key and quota scope; without a
     * known key, one for this account's name.
     */
    public String group() {
        return quotaGroup.orElseGet(this::defaultGroup);
    }

    private String defaultGroup() {
        String ofKey = provider + ' ' + keyFingerprint.orElse("account " + account);
        return quotaScope.isEmpty() ? ofKey : ofKey + ' ' + quotaScope;
    }
}
