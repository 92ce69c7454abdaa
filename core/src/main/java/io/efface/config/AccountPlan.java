package io.efface.config;

import io.efface.FaceRepository;
import io.efface.spi.LayersConfig;
import io.efface.spi.ProviderConfig;
import org.jspecify.annotations.Nullable;

/**
 * An account whose settings are checked, not opened yet.
 *
 * @param primitive the primitive repository if its capabilities were needed to check the settings, else null
 * @param layers null to open the primitive repository
 * @param sameAs the account that is the same on purpose, or null
 * @param quotaGroup the group that the settings name, or null
 */
record AccountPlan(
        String name,
        Place place,
        ProviderConfig config,
        @Nullable FaceRepository primitive,
        @Nullable LayersConfig layers,
        @Nullable String sameAs,
        @Nullable String quotaGroup) {
    /** Returns whether both are one account at the vendor, as far as their keys tell. */
    boolean isSameAccount(AccountPlan other) {
        return config.keyFingerprint().isPresent()
                && config.keyFingerprint().equals(other.config.keyFingerprint())
                && isSamePlace(other);
    }

    boolean isSamePlace(AccountPlan other) {
        return config.provider().equals(other.config.provider())
                && config.place().equals(other.config.place());
    }
}
