package io.efface.spi;

import io.efface.Capabilities;
import io.efface.QuotaLimit;
import java.util.List;
import java.util.Optional;

/**
 * The checked settings of an account, read from configuration or built with the provider's builder. Immutable and thread-safe;
 * {@code toString} shows no secret.
 */
public interface ProviderConfig {
    /** Returns the provider's name. */
    String provider();

    /**
     * Returns a short hash of the key's public id, or empty if the credentials are fetched later. Two accounts of the same provider with
     * equal fingerprint, {@linkplain #placeIdentity() place} and {@linkplain #library() library} are the same account at the vendor.
     */
    Optional<String> keyFingerprint();

    /**
     * Returns a text that identifies the key. Accounts of the same provider with the same text are in the same quota group by default. The
     * default is the fingerprint. If the fingerprint is unknown, an implementation may return another text, such as a hash of the program
     * that prints the key. Accounts with different keys must have different texts. If the result is empty, the account has a quota group
     * for itself. The text must be the same after a restart, because processes may share a quota. The text contains no secret.
     */
    default Optional<String> keyIdentity() {
        return keyFingerprint();
    }

    /** Returns the capabilities of the repository that {@link #open(OpenContext)} returns with these settings. */
    Capabilities capabilities();

    /** Returns the region and the endpoint's URL as one readable line. The text contains no secret. */
    String place();

    /**
     * Returns the text by which two places are compared. For two accounts with the same key, the texts are equal if and only if both
     * accounts are in the same place at the vendor. By default the text is {@link #place()}. A provider overrides this method if a part of
     * {@link #place()} is only a label, or if several endpoints lead to the same place. The text contains no secret.
     */
    default String placeIdentity() {
        return place();
    }

    /**
     * Returns the library at the vendor that holds the people: a collection, group, database or set. Empty if the vendor has no libraries
     * or deletes a person from all libraries. The default is empty. If the library does not exist, a call fails with kind
     * {@link io.efface.ErrorKind#NOT_FOUND}, effect {@code NONE} and advice {@code NEVER}; the person is never reported as absent. The name
     * contains no secret.
     */
    default Optional<String> library() {
        return Optional.empty();
    }

    /**
     * Returns a text that identifies the part of the account at the vendor to which a limit of the given scope applies. Accounts with the
     * same provider and key share the limit if their texts are equal. A provider overrides this method if the vendor's limits have other
     * scopes. A provider also overrides this method if the vendor counts the requests of several places together. The text contains no
     * secret.
     *
     * @param scope the {@link QuotaLimit#scope()} of one of the provider's limits
     * @return the empty text for {@link QuotaLimit#ACCOUNT}; the place for {@link QuotaLimit#REGION}; the place and, if present, the
     *     library for {@link QuotaLimit#LIBRARY}
     * @throws IllegalArgumentException if the configuration does not know the scope
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
     * Returns warnings about usable settings that are probably a mistake, such as a region without face libraries. Each warning is one
     * sentence without secrets. The default is an empty list.
     */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Returns the proxy for the requests of an account that is opened with this context, as one readable line. The line also names the
     * setting or variable that sets the proxy. Empty if requests are sent without a proxy. The default is empty. The text contains no
     * secret.
     */
    default Optional<String> proxy(OpenContext context) {
        return Optional.empty();
    }

    /**
     * Opens the primitive repository, see {@link ProviderRepository}. This method sends nothing.
     *
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if the repository cannot be opened with these settings, for example
     *     because a file has become unreadable
     */
    ProviderRepository open(OpenContext context);
}
