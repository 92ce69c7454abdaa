package io.efface.spi.layers;

import io.efface.Capabilities;
import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import java.util.List;
import java.util.Optional;

/**
 * The entry point of the layers that an opened account has around its provider's repository. The implementation is found with
 * {@link java.util.ServiceLoader} or given to the builder; the class path may contain at most one implementation. Implementations must be
 * stateless and thread-safe.
 */
public interface RepositoryLayers {
    /** Returns the account keys of the layers. */
    List<Setting> settings();

    /**
     * Reads and checks an account's settings for the layers. This method sends nothing and opens nothing.
     *
     * @param capabilities the capabilities of the account's provider
     * @return the checked settings, or empty if at least one problem was recorded
     */
    Optional<LayersConfig> configure(AccountSettings settings, Capabilities capabilities);
}
