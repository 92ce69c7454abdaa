package io.efface.policy;

import io.efface.Capabilities;
import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import io.efface.spi.layers.LayersConfig;
import io.efface.spi.layers.RepositoryLayers;
import java.util.List;
import java.util.Optional;

/**
 * The layers of an account with {@code policies = standard}, from the outermost to the innermost layer: interceptors of calls, log,
 * deadline, id check, person lock, last face, chunking, verification, retry, interceptors of requests, quota, circuit breaker.
 * {@link java.util.ServiceLoader} finds this class. Stateless and thread-safe.
 */
public final class StandardLayers implements RepositoryLayers {
    /** Creates the entry point of the layers. */
    public StandardLayers() {}

    @Override
    public List<Setting> settings() {
        return LayerKeys.ALL;
    }

    @Override
    public Optional<LayersConfig> configure(AccountSettings settings, Capabilities capabilities) {
        return LayerKeys.read(settings, capabilities).map(config -> config);
    }
}
