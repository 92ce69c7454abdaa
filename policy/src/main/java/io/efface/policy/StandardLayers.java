package io.efface.policy;

import io.efface.Capabilities;
import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import io.efface.spi.layers.LayersConfig;
import io.efface.spi.layers.RepositoryLayers;
import java.util.List;
import java.util.Optional;

/**
 * The layers of an account with {@code policies = standard}, outermost first: argument checks, interceptors of
 * calls, log, deadline, id check, order per person, last face, chunking, verification, retry, interceptors of requests, quota,
 * breaker. Found through {@link java.util.ServiceLoader}. Stateless and
 * thread-safe.
 */
public final class StandardLayers implements RepositoryLayers {
    /** Makes the layers' entry point. */
    public StandardLayers() {}

    @Override
    public List<Setting> settings() {
        return LayerKeys.ALL;
    }

    @Override
    public Optional<LayersConfig> configure(AccountSettings settings, Capabilities capabilities) {
        return LayerKeys.read(settings, capabilities).map(stack -> stack);
    }
}
