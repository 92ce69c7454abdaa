package io.efface.policy;

import io.efface.Capabilities;
import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import io.efface.spi.layers.LayersConfig;
import io.efface.spi.layers.RepositoryLayers;
import java.util.List;
import java.util.Optional;

/**
 * The entry point of the layers of an account with {@code policies = standard}. {@link java.util.ServiceLoader} finds this class. Stateless
 * and thread-safe.
 *
 * <p>These are the layers from the outermost to the innermost: interceptors of calls, log, deadline, id check, order of deletions, last
 * face, chunking, verification, steps, retry, interceptors of requests, quota, circuit breaker. The innermost layer, the hook, is a part of
 * core.
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
