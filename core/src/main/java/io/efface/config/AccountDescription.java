package io.efface.config;

import io.efface.QuotaLimit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The description of an account: nothing in it is secret. Immutable and thread-safe.
 *
 * @param name the account's name
 * @param provider the provider's name
 * @param place region and endpoint in the provider's words
 * @param library the collection, group, database or set at the vendor; empty if the vendor has none
 * @param keyFingerprint a short hash of the key's public id, or empty if the credentials are fetched later
 * @param isDefault whether {@link FaceRepositories#defaultRepository()} means this account
 * @param sameAs the account that is the same one at the vendor on purpose, or empty
 * @param quotaGroup accounts of equal group belong to one account at the vendor; its limits may count apart within it
 * @param settings {@code policies}, and the values that hold for the keys of its layers, defaults included, as configuration
 *     spells them
 * @param warnings what may be a mistake in the account's configuration, one sentence each; they are logged once as well
 * @param proxy the proxy through which requests are sent, and what named it, without a password; empty if there is none
 * @param quotas the limits in force in the provider's order, each under the name of its counter: accounts that have a name in common share
 *     that limit. Empty if nothing is paced
 */
public record AccountDescription(
        String name,
        String provider,
        String place,
        Optional<String> library,
        Optional<String> keyFingerprint,
        boolean isDefault,
        Optional<String> sameAs,
        String quotaGroup,
        Map<String, String> settings,
        List<String> warnings,
        Optional<String> proxy,
        Map<String, QuotaLimit> quotas) {
    /** Copies maps and list and checks that nothing is null. */
    public AccountDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        Objects.requireNonNull(sameAs, "sameAs");
        Objects.requireNonNull(quotaGroup, "quotaGroup");
        settings = Map.copyOf(settings);
        warnings = List.copyOf(warnings);
        Objects.requireNonNull(proxy, "proxy");
        quotas = Collections.unmodifiableMap(new LinkedHashMap<>(quotas));
    }

    /** Returns the name, with the library where there is one, as log lines and messages show an account. */
    public String label() {
        return label(name, library);
    }

    /**
     * Returns the name of an account, with the library where there is one.
     *
     * @param library the library at the vendor, or empty
     */
    public static String label(String name, Optional<String> library) {
        return name + library.map(text -> " (library " + text + ")").orElse("");
    }

    /** Returns the place, with the library where there is one, as one line for people. */
    public String where() {
        return where(place, library);
    }

    /**
     * Returns a place as one line for people.
     *
     * @param library the library at the vendor, or empty
     */
    public static String where(String place, Optional<String> library) {
        return place + library.map(name -> ", library " + name).orElse("");
    }
}
