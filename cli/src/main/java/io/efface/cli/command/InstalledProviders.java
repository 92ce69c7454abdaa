package io.efface.cli.command;

import io.efface.config.FaceRepositories;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.Setting;
import io.efface.spi.layers.RepositoryLayers;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The providers that {@link ServiceLoader} loads, and the failures of those that it cannot load.
 *
 * @param providers the loaded providers, sorted by name
 * @param failures one sentence for each provider that cannot be loaded
 */
record InstalledProviders(List<FaceRepositoryProvider> providers, List<String> failures) {
    /** The number of failures after which loading stops, because the loader probably makes no progress. */
    private static final int MOST_FAILURES = 100;

    /** Loads providers from the class path of the command and from {@link io.efface.cli.process.ProviderPath}. */
    static InstalledProviders load() {
        List<FaceRepositoryProvider> providers = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Iterator<FaceRepositoryProvider> all =
                ServiceLoader.load(FaceRepositoryProvider.class).iterator();
        boolean hasMore = true;
        while (hasMore && failures.size() < MOST_FAILURES) {
            try {
                hasMore = all.hasNext();
                if (hasMore) {
                    providers.add(all.next());
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                failures.add(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        providers.sort(Comparator.comparing(FaceRepositoryProvider::name));
        return new InstalledProviders(List.copyOf(providers), List.copyOf(failures));
    }

    /** Returns the keys that every account accepts: the common keys and the keys of the layers around a provider. */
    static List<Setting> settingsOfEveryAccount() {
        List<Setting> settings = new ArrayList<>(FaceRepositories.commonSettings());
        ServiceLoader.load(RepositoryLayers.class).forEach(layers -> settings.addAll(layers.settings()));
        return settings;
    }

    /** Returns the jar or folder that a provider was loaded from. */
    static String origin(FaceRepositoryProvider provider) {
        CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? "unknown"
                : source.getLocation().toString();
    }
}
