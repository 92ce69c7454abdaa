package io.efface.spi.layers;

import io.efface.Capabilities;
import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import java.util.List;
import java.util.Optional;

/**
 * The layers that an opened account has around its primitive repository, found through {@link java.util.ServiceLoader}. At most
 * one implementation may be there. Stateless and thread-safe.
 */
public interface RepositoryLayers {
    /** Returns the keys below an account that the layers understand. */
    List<Setting> settings();

    /**
     * Reads an account's settings for the layers. Sends nothing and opens nothing.
     *
     * @param capabilities what the account's provider can do
     * @return the checked settings, or empty if at least one problem was rejected
     */
    Optional<LayersConfig> configure(AccountSettings settings, Capabilities capabilities);
}
