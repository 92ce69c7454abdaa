package io.efface.spi.layers;

import io.efface.FaceRepository;
import io.efface.QuotaLimit;
import io.efface.spi.OpenContext;
import java.util.List;
import java.util.Map;

/** Checked settings of the layers of one account. Immutable and thread-safe. */
public interface LayersConfig {
    /** Returns a repository around the primitive one; closing it closes the primitive one. */
    FaceRepository around(FaceRepository primitive, OpenContext context);

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
