package io.efface.spi;

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
 */
public record AccountIdentity(String account, String provider, Optional<String> keyFingerprint, String place) {
    /** Checks that nothing is null. */
    public AccountIdentity {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        Objects.requireNonNull(place, "place");
    }

    /**
     * Returns the default quota group: one for all accounts with this provider, key and place; without a known key, one for this
     * account's name.
     */
    public String group() {
        return provider + ' ' + keyFingerprint.orElse("account " + account) + ' ' + place;
    }
}
