package io.efface.config;

import io.efface.Capabilities;
import io.efface.FaceException;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Setting;
import io.efface.spi.layers.LayersConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks the settings of single accounts with their provider and the layers. Immutable. */
final class AccountPlanner {
    static final String MEMORY = "memory";

    private final ProviderCatalog providers;
    private final LayersCatalog layers;
    private final References references;
    private final Path home;

    AccountPlanner(Extensions extensions, References references, Path home) {
        this.providers = extensions.providers();
        this.layers = extensions.layers();
        this.references = references;
        this.home = home;
    }

    /** Checks an account of the configuration. Returns empty if the account has a problem. */
    Optional<AccountPlan> configured(String name, Map<String, Entry> entries, Problems problems) {
        Place place = entries.getOrDefault(
                        Keys.PROVIDER, entries.values().iterator().next())
                .place();
        AccountReader reader = new AccountReader(name, entries, place, references, home, problems);
        reader.allow(layers.settings());
        Optional<FaceRepositoryProvider> provider = provider(reader);
        Optional<ProviderConfig> config;
        if (provider.isPresent()) {
            reader.allow(provider.get().settings());
            checkKeys(reader, provider.get().name(), reader.readable().keySet());
            config = guarded(reader, provider.get().name(), () -> provider.get().configure(reader));
        } else {
            Set<String> knownToAny = new TreeSet<>(reader.readable().keySet());
            providers.all().forEach(each -> each.settings().forEach(setting -> knownToAny.add(setting.key())));
            checkKeys(reader, null, knownToAny);
            if (!reader.entries().containsKey(Keys.PROVIDER)) {
                reader.reject(Keys.PROVIDER, "is missing; " + providers.inventory());
            }
            config = Optional.empty();
        }
        Optional<LayersConfig> layersConfig = layers(
                reader,
                () -> config.map(ProviderConfig::capabilities)
                        .or(() -> provider.map(FaceRepositoryProvider::capabilities)));
        return plan(reader, config.orElse(null), layersConfig);
    }

    /** Checks an account that is built in code. Returns empty if the account has a problem. */
    Optional<AccountPlan> typed(String name, TypedAccount account, Problems problems) {
        Place place = Place.code("account '" + name + "' built in code");
        Map<String, Entry> entries = new TreeMap<>();
        account.layerSettings().forEach((key, value) -> entries.put(key, new Entry(Keys.of(name, key), value, place)));
        AccountReader reader = new AccountReader(name, entries, place, references, home, problems);
        reader.allow(layers.settings());
        Set<String> allowed = new TreeSet<>(reader.readable().keySet());
        allowed.removeAll(Set.of(Keys.PROVIDER, Keys.ALLOW_MEMORY));
        checkKeys(reader, account.config().provider(), allowed);
        Optional<LayersConfig> layersConfig =
                layers(reader, () -> Optional.of(account.config().capabilities()));
        return plan(reader, account.config(), layersConfig);
    }

    private static Optional<AccountPlan> plan(
            AccountReader reader, @Nullable ProviderConfig config, Optional<LayersConfig> layersConfig) {
        String sameAs = reader.text(Keys.SAME_AS).orElse(null);
        String quotaGroup = reader.text(Keys.QUOTA_GROUP).orElse(null);
        if (reader.isRejected() || config == null) {
            return Optional.empty();
        }
        List<String> warnings = new ArrayList<>(reader.warnings());
        config.warnings().forEach(warning -> warnings.add(Keys.ACCOUNTS + reader.account() + ": " + warning));
        return Optional.of(new AccountPlan(
                reader.account(),
                reader.place(),
                config,
                layersConfig.orElse(null),
                sameAs,
                quotaGroup,
                List.copyOf(warnings)));
    }

    private Optional<FaceRepositoryProvider> provider(AccountReader reader) {
        Optional<String> name = reader.text(Keys.PROVIDER);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        List<FaceRepositoryProvider> named = providers.named(name.get());
        if (named.size() != 1) {
            reader.reject(
                    Keys.PROVIDER, named.isEmpty() ? providers.unknown(name.get()) : providers.ambiguous(name.get()));
            return Optional.empty();
        }
        if (name.get().equals(MEMORY) && !reader.flag(Keys.ALLOW_MEMORY, false)) {
            reader.reject(
                    Keys.PROVIDER,
                    "the provider memory stores people only in this process and deletes nothing at a vendor; if that is intended, set "
                            + Keys.of(reader.account(), Keys.ALLOW_MEMORY) + " = true");
        }
        return Optional.of(named.get(0));
    }

    private void checkKeys(AccountReader reader, @Nullable String provider, Set<String> known) {
        for (String key : reader.entries().keySet()) {
            if (known.contains(key)) {
                continue;
            }
            List<String> others = providers.withKey(key);
            Optional<String> meant = others.isEmpty() ? Suggestion.nearest(key, known) : Optional.empty();
            String hint = others.isEmpty()
                    ? Suggestion.didYouMean(key, known)
                    : "; it belongs to the provider " + String.join(" or ", others);
            String layersHint = layers.single().isEmpty() && others.isEmpty()
                    ? " (no layers were found, so their keys are unknown too)"
                    : "";
            reader.rejectUnknown(
                    key,
                    meant,
                    "unknown key" + (provider == null ? "" : " of provider " + provider) + hint + layersHint);
        }
    }

    private Optional<LayersConfig> layers(AccountReader reader, Supplier<Optional<Capabilities>> capabilities) {
        boolean standard =
                reader.choice(Keys.POLICIES, Map.of(Keys.STANDARD_POLICIES, true, Keys.NO_POLICIES, false), true);
        if (!standard) {
            for (Setting setting : layers.settings()) {
                if (reader.entries().containsKey(setting.key())) {
                    reader.reject(
                            setting.key(),
                            "has no effect with policies = none; remove this key, or remove policies = none");
                }
            }
            return Optional.empty();
        }
        if (layers.single().isEmpty()) {
            reader.reject(Keys.POLICIES, layers.problem());
            return Optional.empty();
        }
        return guarded(reader, "the implementation of the layers", () -> {
            Optional<Capabilities> known = capabilities.get();
            return known.isEmpty() ? Optional.empty() : layers.single().get().configure(reader, known.get());
        });
    }

    /**
     * Runs code of a provider or of the layers. Records a problem if the code throws an exception. Also records a problem if the code
     * returns an empty result and has recorded no problem itself.
     */
    private static <T> Optional<T> guarded(AccountReader reader, String extension, Supplier<Optional<T>> configure) {
        try {
            Optional<T> result = configure.get();
            if (result.isEmpty() && !reader.isRejected()) {
                reader.reject(Keys.PROVIDER, extension + " rejects the settings without a reason");
            }
            return result;
        } catch (FaceException e) {
            reader.reject(Keys.PROVIDER, Failure.described(e));
        } catch (RuntimeException e) {
            reader.reject(Keys.PROVIDER, extension + " fails to read the settings: " + Failure.described(e));
        } catch (LinkageError e) {
            reader.reject(Keys.PROVIDER, Failure.described(e));
        }
        return Optional.empty();
    }
}
