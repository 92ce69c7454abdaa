package io.efface.aliyun;

import io.efface.Capabilities;
import io.efface.http.AccountSigner;
import io.efface.http.Endpoint;
import io.efface.http.HttpConfig;
import io.efface.http.HttpTransport;
import io.efface.http.credentials.ProfileReader;
import io.efface.http.signing.VendorSigner;
import io.efface.spi.ProviderRepository;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an Alibaba Cloud account: region, endpoint, credentials, signature and HTTP settings. Immutable and thread-safe;
 * {@code toString} shows no secret.
 *
 * <pre>{@code
 * AliyunConfig config = AliyunConfig.builder()
 *         .region("cn-shanghai")
 *         .credentials(AliyunCredentials.of(id, secret))
 *         .build();
 * }</pre>
 */
public final class AliyunConfig extends HttpConfig<AliyunCredentials> {
    static final String NETWORK = "network";
    static final String SIGNATURE = "signature";
    static final String CLIENT_INFO = "client-info";

    private final Signature signature;
    private final @Nullable String clientInfo;

    private AliyunConfig(Builder from, @Nullable String region, Endpoint endpoint) {
        super(from, region, endpoint);
        this.signature = from.signature;
        this.clientInfo = from.clientInfo;
    }

    /** Returns a builder without region, endpoint and credentials, with signature {@code V1} and the default HTTP settings. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Capabilities capabilities() {
        return AliyunCapabilities.CAPABILITIES;
    }

    @Override
    public String place() {
        return region().map(region -> region + " ").orElse("") + endpoint();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The identity is the endpoint, because requests do not contain the region. A region's host inside the vendor's network gives access
     * to the same library as the region's public host.
     */
    @Override
    public String placeIdentity() {
        return endpoint().toString().replace("//green-vpc.", "//green.");
    }

    /** Returns the signature method. */
    public Signature signature() {
        return signature;
    }

    @Override
    protected String domain() {
        return AliyunRegions.DOMAIN;
    }

    @Override
    protected List<String> placeWarnings() {
        return AliyunPlaces.warnings(region().orElse(null), endpoint());
    }

    @Override
    protected VendorSigner<AliyunCredentials> signer() {
        return signature == Signature.ACS3 ? new AliyunV3Signer() : new AliyunV1Signer();
    }

    @Override
    protected ProviderRepository repository(HttpTransport transport, AccountSigner<AliyunCredentials> signer) {
        return new AliyunFaceRepository(transport, signer, clientInfo);
    }

    /** The signature methods of the vendor. */
    public enum Signature {
        /** HMAC-SHA1, the method that the pages of Alibaba Cloud Green document for access keys. */
        V1,
        /** ACS3-HMAC-SHA256, the vendor's general method. The pages of Alibaba Cloud Green do not mention this method. */
        ACS3
    }

    /** The network from which the vendor is called. */
    public enum Network {
        /** The internet. */
        PUBLIC,
        /** The vendor's own network in the same region. */
        VPC
    }

    /** Builds {@link AliyunConfig}. All methods except {@code build} return this builder. Not thread-safe. */
    public static final class Builder extends HttpConfig.Builder<AliyunCredentials, AliyunConfig, Builder> {
        private @Nullable Network network;
        private Signature signature = Signature.V1;
        private @Nullable String clientInfo;

        private Builder() {
            super(AliyunFaceRepositoryProvider.NAME, AliyunCredentials.TYPE);
        }

        /** Sets the network from which the vendor is called. The default is the internet. Cannot be combined with an endpoint. */
        public Builder network(Network value) {
            this.network = Objects.requireNonNull(value, NETWORK);
            return this;
        }

        /** Sets the signature method. */
        public Builder signature(Signature value) {
            this.signature = Objects.requireNonNull(value, SIGNATURE);
            return this;
        }

        /**
         * Sets the {@code ClientInfo} that is sent with every request ("Common request parameters", document 53413).
         *
         * @throws IllegalArgumentException if the text is not a JSON object; the message does not contain the text
         */
        public Builder clientInfo(String json) {
            if (ProfileReader.object(json).isEmpty()) {
                throw new IllegalArgumentException("clientInfo is not the text of a JSON object");
            }
            this.clientInfo = json;
            return this;
        }

        @Override
        protected Collection<String> knownRegions() {
            return AliyunRegions.known();
        }

        @Override
        protected void check(BiConsumer<String, String> problem) {
            String region = regionSet();
            if (endpointSet() != null) {
                if (network != null) {
                    problem.accept(NETWORK, "has no effect if endpoint is set; remove one of the two settings");
                }
            } else if (region == null) {
                problem.accept("region", "is missing; give a region or an endpoint");
            } else if (network == Network.VPC && !AliyunRegions.withVpc().contains(region)) {
                problem.accept(
                        NETWORK,
                        "cannot be vpc, because no host inside the vendor's own network is documented for " + region
                                + ", only for " + String.join(", ", AliyunRegions.withVpc())
                                + "; set endpoint instead");
            }
        }

        @Override
        protected AliyunConfig create() {
            String region = regionSet();
            Endpoint givenEndpoint = endpointSet();
            return new AliyunConfig(
                    this,
                    region,
                    givenEndpoint != null
                            ? givenEndpoint
                            : AliyunRegions.endpoint(Objects.requireNonNull(region), network == Network.VPC));
        }
    }
}
