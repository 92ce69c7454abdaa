package io.efface.tencent;

import io.efface.FaceRepository;
import io.efface.http.CredentialsCommand;
import io.efface.http.Endpoint;
import io.efface.http.HttpSettings;
import io.efface.http.HttpTransport;
import io.efface.http.RefusedKey;
import io.efface.http.VendorClock;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An account at Tencent Cloud IAI. Immutable and thread-safe; {@code toString} shows no secret.
 *
 * <pre>{@code
 * TencentConfig config = TencentConfig.builder()
 *         .credentials(TencentCredentials.of(secretId, secretKey))
 *         .region("ap-singapore")
 *         .host(TencentHost.INTL)
 *         .build();
 * }</pre>
 */
public final class TencentConfig implements ProviderConfig {
    private final @Nullable String region;
    private final Endpoint endpoint;
    private final TencentApiVersion apiVersion;
    private final @Nullable TencentLanguage language;
    private final TencentSignature signature;
    private final TencentHttpMethod httpMethod;
    private final CredentialsSource credentials;
    private final HttpSettings http;

    private TencentConfig(Builder from, CredentialsSource credentials) {
        this.region = from.effectiveRegion();
        this.endpoint = from.effectiveEndpoint();
        this.apiVersion = from.apiVersion;
        this.language = from.language;
        this.signature = from.signature;
        this.httpMethod = from.httpMethod;
        this.credentials = credentials;
        this.http = from.http;
    }

    /**
     * Starts with no credentials, the nearest host, region {@code ap-guangzhou}, version 2020-03-03, TC3 by POST, the vendor's
     * default language, and the {@linkplain HttpSettings#defaults() default} HTTP settings.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns {@value TencentFaceRepositoryProvider#NAME}. */
    @Override
    public String provider() {
        return TencentFaceRepositoryProvider.NAME;
    }

    /** Returns the credentials' {@linkplain TencentCredentials#fingerprint() fingerprint}, or empty if code provides them. */
    @Override
    public Optional<String> keyFingerprint() {
        return credentials.fingerprint();
    }

    @Override
    public String place() {
        return (region == null ? "no region" : "region " + region) + ", " + endpoint;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Among the vendor's own hosts the region decides: a host is only where its gateway is entered ("Request Structure",
     * cloud.tencent.com/document/api/865/35464).
     */
    @Override
    public String library() {
        return PlaceReview.isOfVendor(endpoint) ? String.valueOf(region) : place();
    }

    /**
     * Returns, for every limit, the access region if {@link TencentHost#REGIONAL} or such an endpoint chooses it, else nothing: the vendor counts calls for
     * each access region and sub-account (cloud.tencent.com/document/product/1278/109059, 2025-04-15), and the access region of the other
     * hosts does not depend on the region that is sent.
     */
    @Override
    public String quotaScope(String scope) {
        return PlaceReview.accessRegion(endpoint).orElse("");
    }

    @Override
    public List<String> warnings() {
        return PlaceReview.warnings(region, endpoint);
    }

    @Override
    public Optional<String> proxy(OpenContext context) {
        return HttpTransport.proxy(provider(), http, endpoint, context);
    }

    /** Returns the region that is sent, or empty if none is. */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /** Returns where requests go: the endpoint that was given, or the host chosen. */
    public URI endpoint() {
        return endpoint.url().uri();
    }

    /** Returns the API version. */
    public TencentApiVersion apiVersion() {
        return apiVersion;
    }

    /** Returns how requests are signed. */
    public TencentSignature signature() {
        return signature;
    }

    /** Returns the HTTP method. */
    public TencentHttpMethod httpMethod() {
        return httpMethod;
    }

    /** Returns the language of the vendor's messages, or empty for the vendor's default. */
    public Optional<TencentLanguage> language() {
        return Optional.ofNullable(language);
    }

    /** Returns the HTTP settings. */
    public HttpSettings http() {
        return http;
    }

    @Override
    public FaceRepository open(OpenContext context) {
        TencentCredentialsProvider provider = credentials.resolve(context);
        VendorClock clock = VendorClock.of(context, endpoint);
        CommonParameters common =
                new CommonParameters(apiVersion.text(), region, language == null ? null : language.text());
        AccountSigner signer =
                new AccountSigner(context.account(), signature.signer(common), provider, clock, context.random());
        HttpTransport transport = HttpTransport.open(provider(), http, endpoint, signer, context);
        IaiRequests requests = new IaiRequests(transport.create(IaiApi.class), form());
        return new TencentFaceRepository(
                transport, requests, new IaiFailure(clock, provider, refusedKey(provider), endpoint.host()));
    }

    /** Looking at files costs nothing; asking an application's code may. */
    private static RefusedKey<TencentCredentials> refusedKey(TencentCredentialsProvider source) {
        boolean inFiles = source instanceof GivenCredentials || source instanceof ProfileCredentials;
        return new RefusedKey<>(() -> inFiles ? source.credentials() : null);
    }

    private IaiRequests.Form form() {
        if (httpMethod == TencentHttpMethod.GET) {
            return IaiRequests.Form.QUERY;
        }
        return signature == TencentSignature.TC3 ? IaiRequests.Form.JSON : IaiRequests.Form.FORM;
    }

    @Override
    public String toString() {
        return "TencentConfig[" + place() + ", version " + apiVersion.text() + ", " + signature.text() + " by "
                + httpMethod
                + ", language " + (language == null ? "of the vendor" : language.text()) + ", " + credentials + ", "
                + http
                + "]";
    }

    /** Builds {@link TencentConfig}. Not thread-safe; every method returns this builder. */
    public static final class Builder {
        private @Nullable String region;
        private @Nullable Endpoint endpoint;
        private @Nullable TencentHost host;
        private TencentApiVersion apiVersion = TencentApiVersion.V2020_03_03;
        private @Nullable TencentLanguage language;
        private TencentSignature signature = TencentSignature.TC3;
        private TencentHttpMethod httpMethod = TencentHttpMethod.POST;
        private @Nullable CredentialsSource credentials;
        private HttpSettings http = HttpSettings.defaults();

        private Builder() {}

        /**
         * Sets the region that requests name. Without one, it is {@code ap-guangzhou}, and none for {@link TencentHost#INTL}, whose
         * accounts need none.
         *
         * @param value such as {@code ap-shanghai}; any region if an endpoint is given, else a known one
         */
        public Builder region(String value) {
            this.region = Objects.requireNonNull(value, "region");
            return this;
        }

        /**
         * Sets where requests go, in place of one of the vendor's hosts.
         *
         * @throws IllegalArgumentException as {@link Endpoint#of(URI)}
         */
        public Builder endpoint(URI value) {
            return endpoint(Endpoint.of(value));
        }

        Builder endpoint(Endpoint value) {
            this.endpoint = value;
            return this;
        }

        /** Sets which of the vendor's hosts is called; not together with an endpoint. */
        public Builder host(TencentHost value) {
            this.host = Objects.requireNonNull(value, "host");
            return this;
        }

        /** Sets the API version. */
        public Builder apiVersion(TencentApiVersion value) {
            this.apiVersion = Objects.requireNonNull(value, "apiVersion");
            return this;
        }

        /** Sets the language of the vendor's messages. */
        public Builder language(TencentLanguage value) {
            this.language = Objects.requireNonNull(value, "language");
            return this;
        }

        /** Sets how requests are signed. */
        public Builder signature(TencentSignature value) {
            this.signature = Objects.requireNonNull(value, "signature");
            return this;
        }

        /** Sets the HTTP method. */
        public Builder httpMethod(TencentHttpMethod value) {
            this.httpMethod = Objects.requireNonNull(value, "httpMethod");
            return this;
        }

        /** Sets credentials that never change. */
        public Builder credentials(TencentCredentials value) {
            this.credentials = new CredentialsSource.Fixed(Objects.requireNonNull(value, "credentials"));
            return this;
        }

        /** Sets where credentials come from. */
        public Builder credentials(TencentCredentialsProvider value) {
            this.credentials = new CredentialsSource.Given(Objects.requireNonNull(value, "credentials"));
            return this;
        }

        /** Takes the credentials from a program that prints them, and renews them before they end. */
        public Builder credentialsFromCommand(CredentialsCommand value) {
            this.credentials = new CredentialsSource.Printed(Objects.requireNonNull(value, "command"));
            return this;
        }

        Builder source(CredentialsSource value) {
            this.credentials = value;
            return this;
        }

        /** Takes the {@link TencentCredentialsProvider} that the application registers as a service when the account is opened. */
        public Builder credentialsFromContext() {
            this.credentials = new CredentialsSource.FromContext();
            return this;
        }

        /** Sets timeouts, proxy and trust. */
        public Builder http(HttpSettings value) {
            this.http = Objects.requireNonNull(value, "http");
            return this;
        }

        /**
         * Returns the checked settings.
         *
         * @throws IllegalArgumentException if credentials are missing, the region is unknown, or region, host and endpoint do not
         *     fit together; the message has every problem
         */
        public TencentConfig build() {
            Map<String, String> problems = problems();
            CredentialsSource source = credentials;
            if (source == null) {
                problems.put(TencentSettings.CREDENTIALS, "is missing");
            }
            if (source == null || !problems.isEmpty()) {
                throw new IllegalArgumentException(problems.entrySet().stream()
                        .map(problem -> problem.getKey() + " " + problem.getValue())
                        .collect(Collectors.joining("; ")));
            }
            return new TencentConfig(this, source);
        }

        /** Returns what does not fit together, by key; empty if all does. */
        Map<String, String> problems() {
            Map<String, String> problems = new LinkedHashMap<>();
            if (host != null && endpoint != null) {
                problems.put(
                        TencentSettings.HOST,
                        "chooses one of the vendor's hosts, which an endpoint replaces: give one of the two");
            }
            if (region == null) {
                if (host == TencentHost.REGIONAL) {
                    problems.put(TencentSettings.REGION, "is missing; the regional host is named after it");
                }
                return problems;
            }
            if (!TencentRegions.isSane(region)) {
                problems.put(
                        TencentSettings.REGION,
                        "is not a region: lower-case letters, digits and dashes, such as " + TencentRegions.DEFAULT);
            } else if (endpoint == null && !TencentRegions.KNOWN.contains(region)) {
                problems.put(
                        TencentSettings.REGION,
                        "is not a known region: " + String.join(", ", TencentRegions.KNOWN)
                                + "; another one needs an endpoint");
            } else if (endpoint == null && TencentRegions.isFinancial(region) && host != TencentHost.REGIONAL) {
                problems.put(
                        TencentSettings.HOST,
                        "must be " + TencentHost.REGIONAL.text()
                                + " for a financial zone, which the other hosts do not reach");
            }
            return problems;
        }

        private @Nullable String effectiveRegion() {
            return region == null && host != TencentHost.INTL ? TencentRegions.DEFAULT : region;
        }

        private Endpoint effectiveEndpoint() {
            if (endpoint != null) {
                return endpoint;
            }
            TencentHost chosen = host == null ? TencentHost.NEAREST : host;
            return Endpoint.parse("https://" + chosen.name(region == null ? TencentRegions.DEFAULT : region));
        }
    }
}
