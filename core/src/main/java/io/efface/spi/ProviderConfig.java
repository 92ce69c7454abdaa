package io.efface.spi;

import io.efface.Capabilities;
import io.efface.QuotaLimit;
import java.util.List;
import java.util.Optional;

/**
 * A provider's checked settings: from configuration, or built by an application with the provider's typed builder. Immutable and
 * thread-safe; {@code toString} shows no secret.
 */
public interface ProviderConfig {
    /** Returns the provider's name. */
    String provider();

    /**
     * Returns a short hash of the key's public id, or empty if the credentials are fetched later. Two accounts with equal
     * fingerprint, {@linkplain #placeIdentity() place} and {@linkplain #library() library} are one account at the vendor.
     */
    Optional<String> keyFingerprint();

    /**
     * Returns what the default quota group names the key by: the fingerprint, or where it is not known, a text that is equal for two
     * accounts only if they obtain one key, such as a hash of the program that prints the key. Empty if neither is known; the group is the
     * account's own then. It is stable over restarts, since processes may share a quota. The fingerprint unless overridden. Holds no secret.
     */
    default Optional<String> keyIdentity() {
        return keyFingerprint();
    }

    /** Returns the capabilities of the repository that {@link #open(OpenContext)} returns with these settings. */
    Capabilities capabilities();

    /** Returns where the account is: region, and endpoint as a URL, as one line for people. Holds no secret. */
    String place();

    /**
     * Returns what distinguishes two places of one key: the place, unless overridden because a part of it is only a label or another way
     * into the same place. Holds no secret.
     */
    default String placeIdentity() {
        return place();
    }

    /**
     * Returns the library at the vendor that holds the people: a collection, group, database or set. Empty if the vendor has no libraries,
     * or deletes a person from all of them. A library that does not exist is an error of kind
     * {@link io.efface.ErrorKind#NOT_FOUND}, effect {@code NONE}, advice {@code NEVER}, never an absent person. Empty unless overridden.
     * Holds no secret.
     */
    default Optional<String> library() {
        return Optional.empty();
    }

    /**
     * Returns what this account is counted under within its vendor's account, for a scope of the vendor's limits: accounts of one
     * provider and key for which it is equal share the limit. Overridden where the vendor has other words for scopes, or where a part of
     * the place does not matter to what the vendor counts. Holds no secret.
     *
     * @param scope the {@link QuotaLimit#scope()} of one of the provider's limits
     * @return for {@link QuotaLimit#ACCOUNT} nothing; for {@link QuotaLimit#REGION} the place; for {@link QuotaLimit#LIBRARY} the place and,
     *     where there is one, the library
     * @throws IllegalArgumentException if the scope is another word
     */
    default String quotaScope(String scope) {
        return switch (scope) {
            case QuotaLimit.ACCOUNT -> "";
            case QuotaLimit.REGION -> place();
            case QuotaLimit.LIBRARY ->
                place() + library().map(name -> " " + name).orElse("");
            default ->
                throw new IllegalArgumentException(
                        "the provider's configuration does not know the quota scope " + scope);
        };
    }

    /**
     * Returns what may be a mistake in these settings although it can be used, such as a region without a face library: one sentence each,
     * without any secret. None unless overridden.
     */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Returns the proxy through which requests of an account that is opened with this context are sent, and what named the proxy, as one
     * line for people; empty if requests go straight to the vendor. Empty unless overridden. Holds no secret.
     */
    default Optional<String> proxy(OpenContext context) {
        return Optional.empty();
    }

    /**
     * Opens a primitive repository: one method call sends at most one request and never repeats. Sends nothing.
     *
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if something named by the settings cannot be used after all
     */
    ProviderRepository open(OpenContext context);
}
