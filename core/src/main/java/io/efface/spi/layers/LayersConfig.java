package io.efface.spi.layers;

import io.efface.QuotaLimit;
import io.efface.spi.ProviderRepository;
import java.util.List;
import java.util.Map;

/** The checked settings of the layers of one account. Immutable and thread-safe. */
public interface LayersConfig {
    /**
     * Returns the layers around a provider's repository. {@code close} of the returned repository also closes the provider's repository.
     */
    AccountRepository around(ProviderRepository provider, LayersContext context);

    /**
     * Returns the values of the keys of {@link RepositoryLayers#settings()}, including default values, in the format of the configuration.
     * The values contain no secrets.
     */
    default Map<String, String> settings() {
        return Map.of();
    }

    /**
     * Returns the limits that the layers apply: the vendor's limits with the changes of the settings. Empty if the layers do not limit
     * requests.
     */
    default List<QuotaLimit> quotas() {
        return List.of();
    }
}
