package io.efface.config;

import io.efface.QuotaLimit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The description of an account, without secrets. Immutable and thread-safe.
 *
 * @param name the account's name
 * @param provider the provider's name
 * @param place the region and the endpoint, as {@link io.efface.spi.ProviderConfig#place()} returns them
 * @param placeIdentity the text by which two places are compared, as {@link io.efface.spi.ProviderConfig#placeIdentity()} returns it
 * @param library the collection, group, database or set at the vendor; empty if the account has no library
 * @param keyFingerprint a short hash of the public id of the access key; empty if the credentials are fetched later
 * @param isDefault whether {@link FaceRepositories#defaultRepository()} returns this account
 * @param sameAs the value of {@code same-as}: the name of another account that is the same account at the vendor; empty if not set
 * @param quotaGroup the quota group: the value of the setting {@code quota-group}, if it is set. Otherwise the provider and the key
 *     determine the group. In this case, accounts of the same group in different regions or libraries can have separate limits
 * @param settings the values of {@code policies} and of the keys of the layers, including default values, in the format of the
 *     configuration
 * @param warnings descriptions of probable mistakes in the account's configuration, one sentence each; each warning is also logged once
 * @param proxy the proxy, without its password, and the name of the setting or variable that sets the proxy; empty if there is no proxy
 * @param quotas the limits that the layers apply, in the provider's order. The key of each entry is the name of the limit's counter.
 *     Accounts whose limits have the same counter share the limit. Empty if the layers do not limit requests
 */
public record AccountDescription(
        String name,
        String provider,
        String place,
        String placeIdentity,
        Optional<String> library,
        Optional<String> keyFingerprint,
        boolean isDefault,
        Optional<String> sameAs,
        String quotaGroup,
        Map<String, String> settings,
        List<String> warnings,
        Optional<String> proxy,
        Map<String, QuotaLimit> quotas) {
    /** Copies the maps and the list, and checks that nothing is null. */
    public AccountDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(placeIdentity, "placeIdentity");
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(keyFingerprint, "keyFingerprint");
        Objects.requireNonNull(sameAs, "sameAs");
        Objects.requireNonNull(quotaGroup, "quotaGroup");
        settings = Map.copyOf(settings);
        warnings = List.copyOf(warnings);
        Objects.requireNonNull(proxy, "proxy");
        quotas = Collections.unmodifiableMap(new LinkedHashMap<>(quotas));
    }

    /** Returns the account's name, with the library if the account has one, for log lines and messages. */
    public String label() {
        return label(name, library);
    }

    /**
     * Returns the name of an account, with the library if the account has one, for log lines and messages.
     *
     * @param library the library at the vendor, or empty
     */
    public static String label(String name, Optional<String> library) {
        return name + library.map(value -> " (library " + value + ")").orElse("");
    }

    /** Returns the place, with the library if the account has one, as one readable line. */
    public String where() {
        return where(place, library);
    }

    /**
     * Returns a place, with the library if the account has one, as one readable line.
     *
     * @param library the library at the vendor, or empty
     */
    public static String where(String place, Optional<String> library) {
        return place + library.map(name -> ", library " + name).orElse("");
    }
}
