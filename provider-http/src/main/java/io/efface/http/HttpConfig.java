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
 * One account of a vendor that is reached over HTTP: where it is, with which key, and how requests are sent. A provider extends it with
 * what its vendor's requests need besides. Immutable and thread-safe; {@code toString} shows no secret.
 *
 * @param <C> the vendor's keys
 */
public abstract class HttpConfig<C extends AccessKey> implements ProviderConfig {
    private static final String REGION = "region";
    private static final String ENDPOINT = "endpoint";

    private final String provider;
    private final @Nullable String region;
    private final Endpoint endpoint;
    private final Function<OpenContext, CredentialsSource<C>> credentials;
    private final @Nullable String keyShown;
    private final @Nullable String fingerprint;
    private final @Nullable String program;
    private final HttpSettings http;

    /**
     * Takes the common settings.
     *
     * @param from a builder without problems
     * @param region the region that counts, or null for none
     * @param endpoint where requests are sent
     */
    protected HttpConfig(Builder<C, ?, ?> from, @Nullable String region, Endpoint endpoint) {
        this.provider = from.provider;
        this.region = region;
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.credentials = Objects.requireNonNull(from.credentials, "credentials");
        this.keyShown = from.keyShown;
        this.fingerprint = from.fingerprint;
        this.program = from.program;
        this.http = from.http;
    }

    @Override
    public final String provider() {
        return provider;
    }

    /** Returns the key's {@linkplain AccessKey#fingerprint() fingerprint}, or empty if the key is obtained later. */
    @Override
    public final Optional<String> keyFingerprint() {
        return Optional.ofNullable(fingerprint);
    }

    /** Returns the key's fingerprint, or a hash of the program that prints the key; empty if the key comes from code. */
    @Override
    public final Optional<String> keyIdentity() {
        return keyFingerprint().or(() -> Optional.ofNullable(program));
    }

    /** Returns the region, or empty if none is given or sent. */
    public final Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /** Returns where requests are sent: the endpoint that was given, or the vendor's host. */
    public final Endpoint endpoint() {
        return endpoint;
    }

    /** Returns timeouts, proxy and trust. */
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
     * <p>A host in the domain of another vendor is the only warning; else {@link #placeWarnings()} are all.
     */
    @Override
    public final List<String> warnings() {
        return VendorDomains.anotherThan(domain(), endpoint)
                .map(other -> List.of("the endpoint is in " + other + ", which is another vendor's domain"))
                .orElseGet(this::placeWarnings);
    }

    /** Returns the domain of the vendor's hosts, such as {@code example.com}. */
    protected abstract String domain();

    /**
     * Returns a sentence for each possible mistake in region and endpoint. A deletion that is sent to the wrong place does not find the
     * person, which looks like success.
     */
    protected abstract List<String> placeWarnings();

    /** Returns how requests are signed. */
    protected abstract VendorSigner<C> signer();

    /**
     * Returns the repository of an opened account.
     *
     * @param transport belongs to the repository, which closes it
     * @param signer what the transport signs with
     */
    protected abstract ProviderRepository repository(HttpTransport transport, AccountSigner<C> signer);

    /**
     * {@inheritDoc}
     *
     * @throws io.efface.FaceException of kind {@code CONFIGURATION} if the credentials are to come from a source that the application
     *     did not register, or a key store cannot be used
     */
    @Override
    public final ProviderRepository open(OpenContext context) {
        AccountSigner<C> signer =
                new AccountSigner<>(provider, credentials.apply(context), signer(), endpoint, context);
        return repository(HttpTransport.open(provider, http, endpoint, signer, context), signer);
    }

    /** Shows place, key and HTTP settings. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + AccountDescription.where(place(), library()) + ", " + keyShown + ", "
                + http + "]";
    }

    /**
     * Builds a configuration. Not thread-safe; every method but {@link #build()} returns this builder.
     *
     * @param <C> the vendor's keys
     * @param <G> the vendor's configuration
     * @param <B> the vendor's builder
     */
    public abstract static class Builder<C extends AccessKey, G extends HttpConfig<C>, B extends Builder<C, G, B>> {
        private final String provider;
        private final KeyType<C> keyType;
        private @Nullable String region;
        private @Nullable Endpoint endpoint;
        private @Nullable Function<OpenContext, CredentialsSource<C>> credentials;
        private @Nullable String keyShown;
        private @Nullable String fingerprint;
        private @Nullable String program;
        private HttpSettings http = HttpSettings.defaults();

        /** Starts without region, endpoint and credentials, with the default HTTP settings. */
        protected Builder(String provider, KeyType<C> keyType) {
            this.provider = provider;
            this.keyType = keyType;
        }

        /** Sets the region, such as {@code cn-shanghai}: any region if an endpoint is given, else a known one. */
        public final B region(String value) {
            this.region = Objects.requireNonNull(value, REGION);
            return self();
        }

        /** Sets where requests are sent, in place of the vendor's host. */
        public final B endpoint(Endpoint value) {
            this.endpoint = Objects.requireNonNull(value, ENDPOINT);
            return self();
        }

        /** Sets a key that never changes. */
        public final B credentials(C value) {
            return source(CredentialsSource.fixed(value), value);
        }

        /** Sets the source that is asked for the key of each request. */
        public final B credentials(CredentialsSource<C> value) {
            Objects.requireNonNull(value, CredentialsSettings.CREDENTIALS);
            return choose(context -> value, "key from code");
        }

        /** Takes the keys from a program that prints them, and renews them before they end. */
        public final B credentialsFromCommand(CredentialsCommand value) {
            Objects.requireNonNull(value, "command");
            choose(
                    context -> CredentialsSource.refreshing(
                            () -> value.fetch(keyType.constructor(), context.clock()),
                            RefreshPolicy.defaults().withClock(context.clock())),
                    "key from a program");
            this.program = "program " + value.fingerprint();
            return self();
        }

        /** Takes the keys from the source that the application registers as a service when the account is opened. */
        public final B credentialsFromContext() {
            return choose(
                    context -> context.service(keyType.service())
                            .orElseThrow(() -> new CallLabel(Operation.OPEN, provider, context.account())
                                    .error(ErrorKind.CONFIGURATION)
                                    .detail("credentials = provider, and the application registered no service of type "
                                            + keyType.service().getName())
                                    .build()),
                    "key from code");
        }

        /** Sets timeouts, proxy and trust. */
        public final B http(HttpSettings value) {
            this.http = Objects.requireNonNull(value, "http");
            return self();
        }

        /** Sets a source whose present key is known. */
        final B source(CredentialsSource<C> value, C present) {
            choose(context -> value, present.toString());
            this.fingerprint = present.fingerprint();
            return self();
        }

        private B choose(Function<OpenContext, CredentialsSource<C>> value, String shown) {
            this.credentials = value;
            this.keyShown = shown;
            this.fingerprint = null;
            this.program = null;
            return self();
        }

        @SuppressWarnings("unchecked") // B is the type of the subclass, as its declaration demands.
        private B self() {
            return (B) this;
        }

        final KeyType<C> keyType() {
            return keyType;
        }

        /** Returns the region that was set, or null. */
        protected final @Nullable String regionSet() {
            return region;
        }

        /** Returns the endpoint that was set, or null. */
        protected final @Nullable Endpoint endpointSet() {
            return endpoint;
        }

        /** Returns the regions whose hosts are known; another one needs an endpoint. */
        protected abstract Collection<String> knownRegions();

        /**
         * Reports what does not fit together among the vendor's own settings.
         *
         * @param problem takes the key of a setting and what is wrong with it
         */
        protected abstract void check(BiConsumer<String, String> problem);

        /** Returns the configuration; called only if there are no problems. */
        protected abstract G create();

        /**
         * Returns the configuration.
         *
         * @throws IllegalArgumentException if credentials are missing, the region is unknown, or settings do not fit together; the
         *     message names every problem and no secret
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
                problems.put(REGION, "is not a region: lower-case letters, digits and dashes, such as " + like(region));
            } else if (region != null && endpoint == null && !knownRegions().contains(region)) {
                problems.put(
                        REGION,
                        "is not a known region: " + String.join(", ", knownRegions())
                                + "; another one needs an endpoint");
            } else {
                check(problems::putIfAbsent);
            }
            return problems;
        }

        private String like(String typed) {
            String lower = typed.strip().toLowerCase(Locale.ROOT);
            return knownRegions().contains(lower)
                    ? lower
                    : knownRegions().stream().sorted().findFirst().orElse("a-b-1");
        }

        /**
         * Reads region, endpoint, credentials and HTTP settings of an account, after the provider has read its own settings into this
         * builder.
         *
         * @return the configuration, or empty if something was rejected
         */
        public final Optional<G> read(AccountSettings settings) {
            boolean anyRegion = settings.text(ENDPOINT).isPresent();
            Optional<String> given = anyRegion
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

        /** Returns the settings that {@link #read} understands, after those of the provider's own. */
        public static List<Setting> settings(List<Setting> own, KeyType<?> keyType) {
            return Stream.of(own, CredentialsSettings.settings(keyType), HttpSettings.settings())
                    .flatMap(List::stream)
                    .toList();
        }
    }
}
