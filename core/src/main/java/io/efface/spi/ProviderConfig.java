package io.efface.spi;

import io.efface.FaceRepository;
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
     * fingerprint and place are one account at the vendor.
     */
    Optional<String> keyFingerprint();

    /** Returns where the account is: region, and endpoint as a URL, as one line for people. Holds no secret. */
    String place();

    /**
     * Returns what may be a mistake in these settings although it can be used, such as a region without a face library: one sentence each,
     * without any secret. None unless overridden.
     */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Opens a primitive repository: one method call sends at most one request and never repeats. Sends nothing.
     *
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if something named by the settings cannot be used after all
     */
    FaceRepository open(OpenContext context);
}
