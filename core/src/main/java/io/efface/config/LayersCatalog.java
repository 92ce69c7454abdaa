package io.efface.config;

import io.efface.spi.Setting;
import io.efface.spi.layers.RepositoryLayers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The implementations of the layers that were found. Accounts with layers need exactly one implementation. Immutable. */
final class LayersCatalog {
    private final Discovery<RepositoryLayers> discovery;

    private LayersCatalog(Discovery<RepositoryLayers> discovery) {
        this.discovery = discovery;
    }

    static LayersCatalog discovered(Discovery<RepositoryLayers> discovery) {
        return new LayersCatalog(discovery);
    }

    static LayersCatalog explicit(RepositoryLayers layers) {
        return new LayersCatalog(new Discovery<>(List.of(layers), List.of()));
    }

    Optional<RepositoryLayers> single() {
        return discovery.found().size() == 1 ? Optional.of(discovery.found().get(0)) : Optional.empty();
    }

    List<Setting> settings() {
        return single().map(RepositoryLayers::settings).orElse(List.of());
    }

    /** Returns the reason why an account with {@code policies = standard} cannot be opened. */
    String problem() {
        String broken =
                discovery.broken().isEmpty() ? "" : "; could not be loaded: " + String.join("; ", discovery.broken());
        if (discovery.found().isEmpty()) {
            return "no layers were found; add the artifact io.efface:efface-policy, or set policies = none to open the"
                    + " account without layers" + broken;
        }
        return "more than one implementation of the layers was found: "
                + discovery.found().stream().map(Discovery::whereabouts).collect(Collectors.joining(" and "))
                + "; keep only one of these jars, or pass one implementation to FaceRepositories.builder().layers(...)"
                + broken;
    }
}
