package io.efface.tencent;

import io.efface.Capabilities;
import io.efface.http.AccountSigner;
import io.efface.http.Endpoint;
import io.efface.http.HttpConfig;
import io.efface.http.HttpTransport;
import io.efface.http.signing.VendorSigner;
import io.efface.spi.ProviderRepository;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an account at Tencent Cloud IAI. Immutable and thread-safe; {@code toString} shows no secret.
 *
 * <pre>{@code
 * TencentConfig config = TencentConfig.builder()
 *         .credentials(TencentCredentials.of(secretId, secretKey))
 *         .region("ap-singapore")
 *         .host(TencentConfig.Host.INTL)
 *         .build();
 * }</pre>
 */
public final class TencentConfig extends HttpConfig<TencentCredentials> {
    static final String HOST = "host";

    private final ApiVersion apiVersion;
    private final @Nullable Language language;
    private final Signature signature;
    private final HttpMethod httpMethod;

    private TencentConfig(Builder from, @Nullable String region, Endpoint endpoint) {
        super(from, region, endpoint);
        this.apiVersion = from.apiVersion;
        this.language = from.language;
        this.signature = from.signature;
        this.httpMethod = from.httpMethod;
    }

    /**
     * Returns a builder without credentials. The defaults are the nearest host, region {@code ap-guangzhou}, version 2020-03-03, TC3 with
     * POST, the vendor's default language, and the default HTTP settings.
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Capabilities capabilities() {
        return TencentCapabilities.CAPABILITIES;
    }

    @Override
    public String place() {
        return region().map(region -> "region " + region).orElse("no region") + ", " + endpoint();
    }

    /**
     * {@inheritDoc}
     *
     * <p>For the vendor's own hosts, the identity is the region, because every host is only an access point of the same gateway ("Request
     * Structure", cloud.tencent.com/document/api/865/35464).
     */
    @Override
    public String placeIdentity() {
        return TencentPlaces.isOfVendor(endpoint()) ? region().orElse("null") : place();
    }

    /**
     * Returns empty. DeletePerson removes the person from all groups ("DeletePerson", cloud.tencent.com/document/api/867/32790), and no
     * request of this provider names a group.
     */
    @Override
    public Optional<String> library() {
        return Optional.empty();
    }

    /**
     * Returns the access region in the name of the endpoint's host, as in {@link Host#REGIONAL}. Returns an empty text if the name contains
     * no region, because the access region of such a host does not depend on the region in the request. The vendor counts calls for each
     * access region and sub-account (cloud.tencent.com/document/product/1278/109059, 2025-04-15). The parameter {@code scope} has no
     * effect, because all limits have this scope.
     */
    @Override
    public String quotaScope(String scope) {
        return TencentPlaces.accessRegion(endpoint()).orElse("");
    }

    /** Returns the API version. */
    public ApiVersion apiVersion() {
        return apiVersion;
    }

    /** Returns the signature method. */
    public Signature signature() {
        return signature;
    }

    /** Returns the HTTP method. */
    public HttpMethod httpMethod() {
        return httpMethod;
    }

    /** Returns the language of the vendor's messages, or empty for the vendor's default. */
    public Optional<Language> language() {
        return Optional.ofNullable(language);
    }

    @Override
    protected String domain() {
        return TencentPlaces.DOMAIN;
    }

    @Override
    protected List<String> placeWarnings() {
        return TencentPlaces.warnings(region().orElse(null), endpoint());
    }

    @Override
    protected VendorSigner<TencentCredentials> signer() {
        TencentSigner.Common common = new TencentSigner.Common(
                apiVersion.text(), region().orElse(null), language == null ? null : language.text());
        return switch (signature) {
            case TC3 -> new TencentV3Signer(common);
            case HMAC_SHA256 -> new TencentV1Signer(common, TencentV1Signer.Algorithm.SHA256);
            case HMAC_SHA1 -> new TencentV1Signer(common, TencentV1Signer.Algorithm.SHA1);
        };
    }

    @Override
    protected ProviderRepository repository(HttpTransport transport, AccountSigner<TencentCredentials> signer) {
        TencentFaceRepository.Form form =
                signature == Signature.TC3 ? TencentFaceRepository.Form.JSON : TencentFaceRepository.Form.FORM;
        return new TencentFaceRepository(
                transport,
                signer,
                httpMethod == HttpMethod.GET ? TencentFaceRepository.Form.QUERY : form,
                new IaiErrorMapper(endpoint().host()));
    }

    /** The signature methods of the vendor. */
    public enum Signature {
        /** TC3-HMAC-SHA256. The name of the action is signed, too. The vendor recommends this method. This is the default. */
        TC3("tc3"),
        /** Signature v1 with HmacSHA256. The action is a parameter, as in {@code ?Action=DeletePerson}. */
        HMAC_SHA256("hmac-sha256"),
        /** Signature v1 with HmacSHA1. */
        HMAC_SHA1("hmac-sha1");

        private final String text;

        Signature(String text) {
            this.text = text;
        }

        /** Returns the value in the configuration. */
        public String text() {
            return text;
        }
    }

    /** The hosts of the vendor. A host is called only if no endpoint is given. */
    public enum Host {
        /** {@code iai.tencentcloudapi.com}, the access point nearest to the caller. */
        NEAREST("nearest"),
        /** {@code iai.REGION.tencentcloudapi.com}, the access point of the account's region. */
        REGIONAL("regional"),
        /** {@code iai.intl.tencentcloudapi.com}, for accounts of the international site. */
        INTL("intl");

        private final String text;

        Host(String text) {
            this.text = text;
        }

        /** Returns the value in the configuration. */
        public String text() {
            return text;
        }
    }

    /** The supported API versions. Both versions delete in the same way. */
    public enum ApiVersion {
        /** The current version, and the only version of the international site. */
        V2020_03_03("2020-03-03"),
        /** The previous version. */
        V2018_03_01("2018-03-01");

        private final String text;

        ApiVersion(String text) {
            this.text = text;
        }

        /** Returns the version in the form of the configuration and of requests. */
        public String text() {
            return text;
        }
    }

    /** The language of the vendor's messages. Efface reads only error codes, so the language has no effect on results. */
    public enum Language {
        /** Chinese. */
        ZH_CN("zh-CN"),
        /** English. */
        EN_US("en-US");

        private final String text;

        Language(String text) {
            this.text = text;
        }

        /** Returns the language in the form of the configuration and of requests. */
        public String text() {
            return text;
        }
    }

    /** The HTTP methods of requests. */
    public enum HttpMethod {
        /** POST with a JSON body for TC3, or with a form for the other signatures. URLs contain no ids. This is the default. */
        POST,
        /** GET with parameters in the query, at most 32 KB. The logs of proxies may then contain ids. */
        GET
    }

    /** Builds {@link TencentConfig}. All methods except {@code build} return this builder. Not thread-safe. */
    public static final class Builder extends HttpConfig.Builder<TencentCredentials, TencentConfig, Builder> {
        private @Nullable Host host;
        private ApiVersion apiVersion = ApiVersion.V2020_03_03;
        private @Nullable Language language;
        private Signature signature = Signature.TC3;
        private HttpMethod httpMethod = HttpMethod.POST;

        private Builder() {
            super(TencentFaceRepositoryProvider.NAME, TencentCredentials.TYPE);
        }

        /** Sets the vendor's host. The default is the nearest host. Cannot be combined with an endpoint. */
        public Builder host(Host value) {
            this.host = Objects.requireNonNull(value, HOST);
            return this;
        }

        /** Sets the API version. */
        public Builder apiVersion(ApiVersion value) {
            this.apiVersion = Objects.requireNonNull(value, "apiVersion");
            return this;
        }

        /** Sets the language of the vendor's messages. */
        public Builder language(Language value) {
            this.language = Objects.requireNonNull(value, "language");
            return this;
        }

        /** Sets the signature method. */
        public Builder signature(Signature value) {
            this.signature = Objects.requireNonNull(value, "signature");
            return this;
        }

        /** Sets the HTTP method. */
        public Builder httpMethod(HttpMethod value) {
            this.httpMethod = Objects.requireNonNull(value, "httpMethod");
            return this;
        }

        @Override
        protected Collection<String> knownRegions() {
            return TencentRegions.KNOWN;
        }

        @Override
        protected void check(BiConsumer<String, String> problem) {
            String region = regionSet();
            if (endpointSet() != null) {
                if (host != null) {
                    problem.accept(HOST, "has no effect if endpoint is set; remove one of the two settings");
                }
            } else if (region == null && host == Host.REGIONAL) {
                problem.accept("region", "is missing; the name of the regional host contains the region");
            } else if (region != null && TencentRegions.isFinancial(region) && host != Host.REGIONAL) {
                problem.accept(HOST, "must be regional for a financial zone, which other hosts do not serve");
            }
        }

        @Override
        protected TencentConfig create() {
            String givenRegion = regionSet();
            String region = givenRegion == null && host != Host.INTL ? TencentRegions.DEFAULT : givenRegion;
            Endpoint givenEndpoint = endpointSet();
            return new TencentConfig(
                    this, region, givenEndpoint != null ? givenEndpoint : TencentRegions.endpoint(host, region));
        }
    }
}
