package io.efface.config;

import io.efface.spi.FaceRepositoryProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers that were found or given, by name. The messages about an unknown name list all providers. Immutable. */
final class ProviderCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(FaceRepositories.class);

    private final Map<String, List<FaceRepositoryProvider>> byName = new TreeMap<>();
    private final List<String> broken;
    private final boolean explicit;

    private ProviderCatalog(Discovery<FaceRepositoryProvider> discovery, boolean explicit) {
        this.explicit = explicit;
        this.broken = new ArrayList<>(discovery.broken());
        for (FaceRepositoryProvider provider : discovery.found()) {
            try {
                provider.settings().forEach(Objects::requireNonNull);
                byName.computeIfAbsent(provider.name(), name -> new ArrayList<>())
                        .add(provider);
            } catch (RuntimeException e) {
                broken.add(Discovery.whereabouts(provider) + " fails to return its name or settings ("
                        + e.getClass().getName() + ")");
            }
        }
        broken.forEach(entry -> LOG.warn("a provider could not be loaded: {}", entry));
    }

    static ProviderCatalog discovered(Discovery<FaceRepositoryProvider> discovery) {
        return new ProviderCatalog(discovery, false);
    }

    static ProviderCatalog explicit(List<FaceRepositoryProvider> providers) {
        return new ProviderCatalog(new Discovery<>(providers, List.of()), true);
    }

    Collection<FaceRepositoryProvider> all() {
        return byName.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the providers with the given name. In a valid configuration this is exactly one provider. */
    List<FaceRepositoryProvider> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /**
     * Returns the names of the providers that have the given key. A message names these providers if an account of another provider has the
     * key.
     */
    List<String> withKey(String key) {
        return all().stream()
                .filter(provider -> provider.settings().stream()
                        .anyMatch(setting -> setting.key().equals(key)))
                .map(FaceRepositoryProvider::name)
                .distinct()
                .toList();
    }

    /** Returns the problem of a name that no provider has. */
    String unknown(String name) {
        String hint = Suggestion.didYouMean(name, byName.keySet());
        String providers = inventory();
        return Keys.quotedWord(name) + "is not the name of a provider"
                + (hint.isEmpty()
                        ? "; " + providers
                        : hint + " " + providers.substring(0, 1).toUpperCase(Locale.ROOT) + providers.substring(1));
    }

    /** Returns the problem of a name that several providers have. */
    String ambiguous(String name) {
        return "more than one provider has the name '" + name + "': "
                + named(name).stream().map(Discovery::whereabouts).collect(Collectors.joining(" and "))
                + "; keep only one of these jars, or pass the providers to FaceRepositories.builder().providers(...)";
    }

    /** Returns a part of a message: the providers with their jars or folders, and the entries that could not be loaded. */
    String inventory() {
        String where = explicit
                ? "the builder has these providers: "
                : "ServiceLoader (META-INF/services/" + FaceRepositoryProvider.class.getName()
                        + ") found these providers: ";
        String found = byName.isEmpty()
                ? "none"
                : byName.entrySet().stream()
                        .map(each -> each.getKey() + " ("
                                + each.getValue().stream()
                                        .map(Discovery::whereabouts)
                                        .collect(Collectors.joining(" and "))
                                + ")")
                        .collect(Collectors.joining(", "));
        return where + found + (broken.isEmpty() ? "" : "; could not be loaded: " + String.join("; ", broken));
    }
}
