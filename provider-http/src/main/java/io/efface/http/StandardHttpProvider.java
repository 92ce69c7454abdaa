package io.efface.http;

import io.efface.Capabilities;
import io.efface.http.credentials.AccessKey;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.credentials.InvalidProfileException;
import io.efface.http.credentials.KeyType;
import io.efface.http.signing.VendorSigner;
import io.efface.spi.AccountSettings;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Secret;
import io.efface.spi.Setting;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The base class of HTTP providers whose accounts need only these settings: {@code region} or {@code endpoint}, the access key, timeouts,
 * proxy and certificates. A provider with settings of its own extends {@link HttpFaceRepositoryProvider} and {@link HttpConfig} instead.
 * Stateless and thread-safe.
 *
 * <p>The settings of the key are {@code credentials.access-key-id}, {@code credentials.access-key-secret} and {@code credentials.token}.
 * The environment variables of a provider {@code acme} are {@code ACME_ACCESS_KEY_ID}, {@code ACME_ACCESS_KEY_SECRET} and {@code
 * ACME_ACCESS_KEY_TOKEN}. An application registers its own source of keys as a service of type {@link KeySource}. The value {@code
 * credentials = profile:NAME} is rejected.
 */
public abstract class StandardHttpProvider implements FaceRepositoryProvider {
    private final String name;
    private final String domain;
    private final Map<String, String> regions;

    /**
     * Creates the provider.
     *
     * @param name name of the provider in the configuration
     * @param domain the domain of the vendor's hosts, such as {@code acme.example}
     * @param regions the URL of each region
     */
    protected StandardHttpProvider(String name, String domain, Map<String, String> regions) {
        this.name = Objects.requireNonNull(name, "name");
        this.domain = Objects.requireNonNull(domain, "domain");
        this.regions = Map.copyOf(regions);
    }

    /** Returns the signer of the vendor's requests. */
    protected abstract VendorSigner<Key> signer();

    /**
     * Returns the repository of an opened account.
     *
     * @param transport the transport, which the repository owns and closes
     * @param signer the signer of the transport
     */
    protected abstract ProviderRepository repository(HttpTransport transport, AccountSigner<Key> signer);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final List<Setting> settings() {
        return HttpConfig.Builder.settings(
                List.of(
                        Setting.of(
                                "region",
                                "the region of the account: '" + String.join("', '", new TreeMap<>(regions).keySet())
                                        + "'; required if 'endpoint' is not set",
                                null),
                        Setting.of(
                                "endpoint",
                                "a URL that replaces the region's URL; plain http only to this machine",
                                "the region's URL")),
                keyType());
    }

    @Override
    public final Optional<ProviderConfig> configure(AccountSettings account) {
        HttpDependencies.check(name);
        return new ConfigBuilder(this).read(account).map(config -> config);
    }

    private KeyType<Key> keyType() {
        String prefix = name.toUpperCase(Locale.ROOT) + "_ACCESS_KEY_";
        return new KeyType<>(
                Key::new,
                KeySource.class,
                new KeyType.Names("access-key-id", "access-key-secret", List.of("token")),
                new KeyType.Names(prefix + "ID", prefix + "SECRET", List.of(prefix + "TOKEN")),
                (profile, home, environment) -> {
                    throw new InvalidProfileException("names a profile, but the provider " + name + " has no profiles");
                },
                "not available");
    }

    /** An access key. Immutable and thread-safe. */
    public static final class Key extends AccessKey {
        /**
         * Creates a key.
         *
         * @param token the token of a temporary key; null for a permanent key
         * @throws IllegalArgumentException under the conditions of {@link AccessKey#AccessKey}
         */
        public Key(String id, Secret secret, @Nullable Secret token) {
            super(id, secret, token);
        }
    }

    /** The type under which an application registers its own source of keys for accounts with {@code credentials = provider}. */
    @FunctionalInterface
    public interface KeySource extends CredentialsSource<Key> {}

    private static final class Config extends HttpConfig<Key> {
        private final StandardHttpProvider provider;

        Config(ConfigBuilder from, @Nullable String region, Endpoint endpoint) {
            super(from, region, endpoint);
            this.provider = from.vendor;
        }

        @Override
        public Capabilities capabilities() {
            return provider.capabilities();
        }

        @Override
        public String place() {
            return region().map(region -> region + " ").orElse("") + endpoint();
        }

        /** Returns only the endpoint, because the region is only the name of an endpoint. */
        @Override
        public String placeIdentity() {
            return endpoint().toString();
        }

        @Override
        protected String domain() {
            return provider.domain;
        }

        @Override
        protected List<String> placeWarnings() {
            boolean isOther = region().isPresent()
                    && VendorDomains.isIn(provider.domain, endpoint())
                    && !endpoint().equals(Endpoint.parse(provider.regions.getOrDefault(region().get(), "https://-")));
            return isOther
                    ? List.of("the endpoint " + endpoint().host() + " is not the host of the region " + region().get())
                    : List.of();
        }

        @Override
        protected VendorSigner<Key> signer() {
            return provider.signer();
        }

        @Override
        protected ProviderRepository repository(HttpTransport transport, AccountSigner<Key> signer) {
            return provider.repository(transport, signer);
        }
    }

    private static final class ConfigBuilder extends HttpConfig.Builder<Key, Config, ConfigBuilder> {
        private final StandardHttpProvider vendor;

        ConfigBuilder(StandardHttpProvider vendor) {
            super(vendor.name, vendor.keyType());
            this.vendor = vendor;
        }

        @Override
        protected Collection<String> knownRegions() {
            return new TreeMap<>(vendor.regions).keySet();
        }

        @Override
        protected void check(BiConsumer<String, String> problem) {
            if (regionSet() == null && endpointSet() == null) {
                problem.accept("region", "is missing; the regions are " + String.join(", ", knownRegions()));
            }
        }

        @Override
        protected Config create() {
            String region = regionSet();
            Endpoint given = endpointSet();
            Endpoint endpoint = given != null ? given : Endpoint.parse(vendor.regions.getOrDefault(region, ""));
            return new Config(this, region, endpoint);
        }
    }
}
