package io.efface.spi.layers;

import io.efface.QuotaLimit;
import io.efface.spi.ProviderRepository;
import java.util.List;
import java.util.Map;

/** Checked settings of the layers of one account. Immutable and thread-safe. */
public interface LayersConfig {
    /** Returns an account's repository around the provider's; closing it closes the provider's. */
    AccountRepository around(ProviderRepository provider, LayersContext context);

    /**
     * Returns the values that hold for the keys of {@link RepositoryLayers#settings()}, defaults included, as configuration spells
     * them. Holds no secret.
     */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** Returns the limits that the layers keep: the vendor's, as the settings change them. None if nothing is paced. */
    default List<QuotaLimit> quotas() {
        return List.of();
    }
}
