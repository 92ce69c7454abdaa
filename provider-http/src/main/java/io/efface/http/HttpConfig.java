package io.efface.http;

import io.efface.ErrorKind;
import io.efface.Operation;
import io.efface.config.AccountDescription;
import io.efface.http.credentials.AccessKey;
import io.efface.http.credentials.CredentialsCommand;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.credentials.KeyType;
import io.efface.http.credentials.RefreshPolicy;
import io.efface.http.signing.VendorSigner;
import io.efface.spi.AccountSettings;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Setting;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an account at a vendor with an HTTP API: region, endpoint, credentials and HTTP settings. A provider extends this
 * class with the settings of its vendor. Immutable and thread-safe; {@code toString} shows no secret.
 *
 * @param <C> type of the vendor's keys
 */
public abstract class HttpConfig<C extends AccessKey> implements ProviderConfig {
    private static final String REGION = "region";
    private static final String ENDPOINT = "endpoint";

    private final String provider;
    private final @Nullable String region;
    private final Endpoint endpoint;
    private final Function<OpenContext, CredentialsSource<C>> credentials;
    private final @Nullable String keyDescription;
    private final @Nullable String fingerprint;
    private final @Nullable String program;
    private final HttpSettings http;

    /**
     * Copies the common settings from a builder.
     *
     * @param from a builder without problems
     * @param region the region to use, or null
     * @param endpoint the endpoint to which requests are sent
     */
    protected HttpConfig(Builder<C, ?, ?> from, @Nullable String region, Endpoint endpoint) {
        this.provider = from.provider;
        this.region = region;
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.credentials = Objects.requireNonNull(from.credentials, "credentials");
        this.keyDescription = from.keyDescription;
        this.fingerprint = from.fingerprint;
        this.program = from.program;
        this.http = from.http;
    }

    @Override
    public final String provider() {
        return provider;
    }

    /** Returns the {@linkplain AccessKey#fingerprint() fingerprint} of the key, or empty if the key is not known yet. */
    @Override
    public final Optional<String> keyFingerprint() {
        return Optional.ofNullable(fingerprint);
    }

    /**
     * Returns the fingerprint of the key, or a hash of the program that prints the key. Empty if the application's code supplies the key.
     */
    @Override
    public final Optional<String> keyIdentity() {
        return keyFingerprint().or(() -> Optional.ofNullable(program));
    }

    /** Returns the region, or empty if the account has no region. */
    public final Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /** Returns the endpoint to which requests are sent: the configured endpoint, or the vendor's host. */
    public final Endpoint endpoint() {
        return endpoint;
    }

    /** Returns the HTTP settings: timeouts, proxy and certificates. */
    public final HttpSettings http() {
        return http;
    }

    @Override
    public final Optional<String> proxy(OpenContext context) {
        return HttpTransport.proxy(provider, http, endpoint, context);
    }

    /**
     * {@inheritDoc}
     *
     * <p>If the host is in the domain of another vendor, this method returns one warning about this domain. Otherwise this method returns
     * the {@link #placeWarnings()}.
     */
    @Override
    public final List<String> warnings() {
        return VendorDomains.anotherThan(domain(), endpoint)
                .map(other -> List.of("the endpoint is in " + other + ", which is the domain of another vendor"))
                .orElseGet(this::placeWarnings);
    }

    /** Returns the domain of the vendor's hosts, such as {@code example.com}. */
    protected abstract String domain();

    /**
     * Returns a sentence for each possible mistake in region and endpoint. If a deletion is sent to the wrong region, the vendor reports
     * that the person is absent, and this looks like success.
     */
    protected abstract List<String> placeWarnings();

    /** Returns the signer of the vendor's requests. */
    protected abstract VendorSigner<C> signer();

    /**
     * Returns the repository of an opened account.
     *
     * @param transport the transport, which the repository owns and closes
     * @param signer the signer of the transport
     */
    protected abstract ProviderRepository repository(HttpTransport transport, AccountSigner<C> signer);

    /**
     * {@inheritDoc}
     *
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if the application did not register the source of the credentials, or
     *     if a key store cannot be used
     */
    @Override
    public final ProviderRepository open(OpenContext context) {
        AccountSigner<C> signer =
                new AccountSigner<>(provider, credentials.apply(context), signer(), endpoint, context);
        HttpTransport transport = HttpTransport.open(provider, http, endpoint, signer, context);
        try {
            return repository(transport, signer);
        } catch (RuntimeException | Error e) {
            transport.close();
            throw e;
        }
    }

    /** Shows place, key fingerprint and HTTP settings. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + AccountDescription.where(place(), library()) + ", " + keyDescription
                + ", " + http + "]";
    }

    /**
     * Builds a configuration. The setters return this builder. Not thread-safe.
     *
     * @param <C> type of the vendor's keys
     * @param <G> type of the vendor's configuration
     * @param <B> type of the vendor's builder
     */
    public abstract static class Builder<C extends AccessKey, G extends HttpConfig<C>, B extends Builder<C, G, B>> {
        private final String provider;
        private final KeyType<C> keyType;
        private @Nullable String region;
        private @Nullable Endpoint endpoint;
        private @Nullable Function<OpenContext, CredentialsSource<C>> credentials;
        private @Nullable String keyDescription;
        private @Nullable String fingerprint;
        private @Nullable String program;
        private HttpSettings http = HttpSettings.defaults();

        /** Creates a builder without region, endpoint and credentials, and with the default HTTP settings. */
        protected Builder(String provider, KeyType<C> keyType) {
            this.provider = provider;
            this.keyType = keyType;
        }

        /** Sets the region, such as {@code cn-shanghai}. Without an endpoint, the region must be a known region. */
        public final B region(String value) {
            this.region = Objects.requireNonNull(value, REGION);
            return self();
        }

        /** Sets the endpoint to which requests are sent, instead of the vendor's host. */
        public final B endpoint(Endpoint value) {
            this.endpoint = Objects.requireNonNull(value, ENDPOINT);
            return self();
        }

        /** Sets a key that never changes. */
        public final B credentials(C value) {
            return source(CredentialsSource.fixed(value), value);
        }

        /** Sets the source that returns the key of each request. */
        public final B credentials(CredentialsSource<C> value) {
            Objects.requireNonNull(value, CredentialsSettings.CREDENTIALS);
            return setSource(context -> value, "key from code");
        }

        /** Sets a program that prints keys. The keys are renewed before they expire. */
        public final B credentialsFromCommand(CredentialsCommand value) {
            Objects.requireNonNull(value, "command");
            setSource(
                    context -> CredentialsSource.refreshing(
                            () -> value.fetch(keyType.constructor(), context.clock()),
                            RefreshPolicy.defaults().withClock(context.clock())),
                    "key from a program");
            this.program = "program " + value.fingerprint();
            return self();
        }

        /** Uses the source of keys that the application registers as a service. The source is looked up when the account is opened. */
        public final B credentialsFromContext() {
            return setSource(
                    context -> context.service(keyType.service())
                            .orElseThrow(() -> new CallLabel(Operation.OPEN, provider, context.account())
                                    .error(ErrorKind.CONFIGURATION)
                                    .detail(
                                            "credentials is provider, but the application registered no service of type "
                                                    + keyType.service().getName())
                                    .build()),
                    "key from code");
        }

        /** Sets the HTTP settings: timeouts, proxy and certificates. */
        public final B http(HttpSettings value) {
            this.http = Objects.requireNonNull(value, "http");
            return self();
        }

        /** Sets a source and its present key. */
        final B source(CredentialsSource<C> value, C present) {
            setSource(context -> value, present.toString());
            this.fingerprint = present.fingerprint();
            return self();
        }

        private B setSource(Function<OpenContext, CredentialsSource<C>> value, String description) {
            this.credentials = value;
            this.keyDescription = description;
            this.fingerprint = null;
            this.program = null;
            return self();
        }

        @SuppressWarnings("unchecked") // By its declaration, B is the type of the subclass.
        private B self() {
            return (B) this;
        }

        final KeyType<C> keyType() {
            return keyType;
        }

        /** Returns the region that {@link #region(String)} has set, or null. */
        protected final @Nullable String regionSet() {
            return region;
        }

        /** Returns the endpoint that {@link #endpoint(Endpoint)} has set, or null. */
        protected final @Nullable Endpoint endpointSet() {
            return endpoint;
        }

        /** Returns the regions whose hosts are known. Other regions require an endpoint. */
        protected abstract Collection<String> knownRegions();

        /**
         * Reports invalid combinations of the vendor's settings.
         *
         * @param problem receiver of each problem: the key of a setting, and the rest of a sentence that begins with this key
         */
        protected abstract void check(BiConsumer<String, String> problem);

        /** Returns the configuration. Called only if there are no problems. */
        protected abstract G create();

        /**
         * Returns the configuration.
         *
         * @throws IllegalArgumentException if credentials are missing, the region is unknown, or settings cannot be combined; the message
         *     names all problems and contains no secret
         */
        public final G build() {
            Map<String, String> problems = problems();
            if (credentials == null) {
                problems.put(CredentialsSettings.CREDENTIALS, "is missing");
            }
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(problems.entrySet().stream()
                        .map(problem -> problem.getKey() + " " + problem.getValue())
                        .collect(Collectors.joining("; ")));
            }
            return create();
        }

        private Map<String, String> problems() {
            Map<String, String> problems = new LinkedHashMap<>();
            if (region != null && (region.length() > 63 || !region.matches("[a-z0-9]+(-[a-z0-9]+)*"))) {
                problems.put(
                        REGION, "must consist of lower-case letters, digits and dashes, such as " + exampleFor(region));
            } else if (region != null && endpoint == null && !knownRegions().contains(region)) {
                problems.put(
                        REGION,
                        "must be one of " + String.join(", ", knownRegions())
                                + "; another region requires an endpoint");
            } else {
                check(problems::putIfAbsent);
            }
            return problems;
        }

        private String exampleFor(String typed) {
            String lower = typed.strip().toLowerCase(Locale.ROOT);
            return knownRegions().contains(lower)
                    ? lower
                    : knownRegions().stream().sorted().findFirst().orElse("a-b-1");
        }

        /**
         * Reads the region, endpoint, credentials and HTTP settings of an account. The provider must read its own settings into this
         * builder before it calls this method.
         *
         * @return the configuration, or empty if a setting was rejected
         */
        public final Optional<G> read(AccountSettings settings) {
            boolean hasEndpoint = settings.text(ENDPOINT).isPresent();
            Optional<String> given = hasEndpoint
                    ? settings.text(REGION)
                    : settings.choice(
                            REGION,
                            knownRegions().stream().collect(Collectors.toMap(each -> each, Optional::of)),
                            Optional.empty());
            given.ifPresent(this::region);
            Endpoint.read(settings, ENDPOINT).ifPresent(this::endpoint);
            HttpSettings.read(settings).ifPresent(this::http);
            new CredentialsSettings<>(settings, this).read();
            if (!settings.isRejected(ENDPOINT) && !settings.isRejected(REGION)) {
                problems().forEach(settings::reject);
            }
            return settings.isRejected() ? Optional.empty() : Optional.of(build());
        }

        /** Returns the given settings of the provider, followed by the settings that {@link #read} reads. */
        public static List<Setting> settings(List<Setting> providerSettings, KeyType<?> keyType) {
            return Stream.of(providerSettings, CredentialsSettings.settings(keyType), HttpSettings.settings())
                    .flatMap(List::stream)
                    .toList();
        }
    }
}
