package io.efface.spi;

import io.efface.Capabilities;
import java.util.List;
import java.util.Optional;

/**
 * A vendor's entry point, found through {@link java.util.ServiceLoader} or given explicitly. Implementations are stateless and
 * thread-safe, and have a public constructor without parameters.
 */
public interface FaceRepositoryProvider {
    /** Returns the name that configuration uses, such as {@code aliyun}: lower-case letters, digits and dashes. */
    String name();

    /** Returns the keys below an account that this provider understands, beside the common ones. */
    List<Setting> settings();

    /** Returns what a repository opened with default settings can do. */
    Capabilities capabilities();

    /**
     * Reads an account's settings. Sends nothing and opens nothing.
     *
     * @param settings the account's settings; every problem goes to {@link AccountSettings#reject(String, String)}
     * @return the checked settings, or empty if at least one problem was rejected
     */
    Optional<ProviderConfig> configure(AccountSettings settings);
}
