package io.efface.config;

import io.efface.QuotaLimit;
import io.efface.spi.ProviderConfig;
import io.efface.spi.layers.AccountIdentity;
import io.efface.spi.layers.LayersConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An account with checked settings, from which the account can be opened.
 *
 * @param layers the settings of the layers; null to open the account without layers
 * @param sameAs the value of {@code same-as}, or null
 * @param quotaGroup the value of {@code quota-group}, or null
 * @param warnings descriptions of probable mistakes, one sentence each
 */
record AccountPlan(
        String name,
        Place place,
        ProviderConfig config,
        @Nullable LayersConfig layers,
        @Nullable String sameAs,
        @Nullable String quotaGroup,
        List<String> warnings) {
    /** Returns this plan with one more warning. */
    AccountPlan withWarning(String warning) {
        List<String> more = new ArrayList<>(warnings);
        more.add(warning);
        return new AccountPlan(name, place, config, layers, sameAs, quotaGroup, List.copyOf(more));
    }

    /**
     * Returns whether both accounts are the same account at the vendor: the keys are known, and key, provider, place and library are equal.
     */
    boolean isSameAccount(AccountPlan other) {
        return config.keyFingerprint().isPresent()
                && config.keyFingerprint().equals(other.config.keyFingerprint())
                && isSamePlace(other);
    }

    /** Returns the description of the account, without secrets. */
    AccountDescription described(boolean isDefault, Optional<String> proxy) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(Keys.POLICIES, layers == null ? Keys.NO_POLICIES : Keys.STANDARD_POLICIES);
        if (layers != null) {
            settings.putAll(layers.settings());
        }
        AccountIdentity identity = new AccountIdentity(name, config, Optional.ofNullable(quotaGroup));
        Map<String, QuotaLimit> quotas = new LinkedHashMap<>();
        if (layers != null) {
            layers.quotas().forEach(limit -> quotas.put(identity.counter(limit), limit));
        }
        return new AccountDescription(
                name,
                config.provider(),
                config.place(),
                config.placeIdentity(),
                config.library(),
                config.keyFingerprint(),
                isDefault,
                Optional.ofNullable(sameAs),
                identity.group(),
                settings,
                warnings,
                proxy,
                quotas);
    }

    /** Returns the account's name, with the library if the account has one. */
    String label() {
        return AccountDescription.label(name, config.library());
    }

    /** Returns the provider, account and library for errors. */
    ErrorContext errorContext() {
        return new ErrorContext(config.provider(), name, config.library().orElse(null));
    }

    /** Returns whether both accounts have the same provider, place and library. */
    boolean isSamePlace(AccountPlan other) {
        return config.provider().equals(other.config.provider())
                && config.placeIdentity().equals(other.config.placeIdentity())
                && config.library().equals(other.config.library());
    }
}
