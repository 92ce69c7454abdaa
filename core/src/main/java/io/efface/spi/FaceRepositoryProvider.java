package io.efface.spi;

import io.efface.Capabilities;
import java.util.List;
import java.util.Optional;

/**
 * The entry point of a vendor's implementation. Providers are found with {@link java.util.ServiceLoader} or given to the builder.
 * Implementations must be stateless and thread-safe, with a public constructor without parameters.
 */
public interface FaceRepositoryProvider {
    /**
     * Returns the provider's name in the configuration, such as {@code aliyun}. A name consists of lower-case letters, digits and dashes.
     */
    String name();

    /** Returns the account keys of this provider, without the keys that every account may have. */
    List<Setting> settings();

    /** Returns the capabilities of a repository that is opened with default settings. */
    Capabilities capabilities();

    /**
     * Reads and checks an account's settings. This method sends nothing and opens nothing.
     *
     * @param settings the account's settings; problems are recorded with {@link AccountSettings#reject(String, String)}
     * @return the checked settings, or empty if at least one problem was recorded
     */
    Optional<ProviderConfig> configure(AccountSettings settings);
}
