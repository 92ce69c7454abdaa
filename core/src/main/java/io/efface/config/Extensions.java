package io.efface.config;

import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.layers.RepositoryLayers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The providers and the layers with which accounts are opened. */
record Extensions(ProviderCatalog providers, LayersCatalog layers) {
    /**
     * Returns the given providers and layers. If {@code providers} or {@code layers} is null, {@link java.util.ServiceLoader} searches for
     * implementations.
     *
     * @param loader the class loader that is searched after the class loader of this library, or null for the thread's
     *     context class loader
     */
    static Extensions of(
            @Nullable List<FaceRepositoryProvider> providers,
            @Nullable RepositoryLayers layers,
            @Nullable ClassLoader loader) {
        ClassLoader second = loader != null ? loader : Thread.currentThread().getContextClassLoader();
        return new Extensions(
                providers == null
                        ? ProviderCatalog.discovered(Discovery.of(FaceRepositoryProvider.class, second))
                        : ProviderCatalog.explicit(providers),
                layers == null
                        ? LayersCatalog.discovered(Discovery.of(RepositoryLayers.class, second))
                        : LayersCatalog.explicit(layers));
    }

    /** Returns the keys that are allowed after an account's name. */
    Set<String> accountKeys() {
        Set<String> keys = new TreeSet<>();
        Stream.of(Keys.COMMON, layers.settings()).forEach(settings -> settings.forEach(each -> keys.add(each.key())));
        providers.all().forEach(provider -> provider.settings().forEach(each -> keys.add(each.key())));
        return keys;
    }
}
