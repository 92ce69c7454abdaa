package io.efface.aliyun;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.http.CallLabel;
import io.efface.http.CredentialsCommand;
import io.efface.http.Endpoint;
import io.efface.http.HttpSettings;
import io.efface.http.HttpTransport;
import io.efface.http.RefreshPlan;
import io.efface.http.RefusedKey;
import io.efface.http.VendorClock;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One Alibaba Cloud account: where it is, with which key, and how it is spoken to. Immutable and thread-safe; {@code toString}
 * shows no secret.
 *
 * <pre>{@code
 * AliyunConfig config = AliyunConfig.builder()
 *         .region("cn-shanghai")
 *         .credentials(AliyunCredentials.of(id, secret))
 *         .build();
 * }</pre>
 */
public final class AliyunConfig implements ProviderConfig {
    private final @Nullable String region;
    private final Endpoint endpoint;
    private final Signature signature;
    private final @Nullable String clientInfo;
    private final @Nullable AliyunCredentialsProvider credentials;
    private final @Nullable CredentialsCommand command;
    private final @Nullable String fingerprint;
    private final HttpSettings http;

    private AliyunConfig(Builder from, Endpoint endpoint) {
        this.region = from.region;
        this.endpoint = endpoint;
        this.signature = from.signature;
        this.clientInfo = from.clientInfo;
        this.credentials = from.credentials;
        this.command = from.command;
        this.fingerprint = from.fingerprint;
        this.http = from.http;
    }

    /** Starts without region, endpoint and credentials; signature {@code V1}, default HTTP settings. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String provider() {
        return AliyunFaceRepositoryProvider.NAME;
    }

    /**
     * {@inheritDoc}
     *
     * <p>It is {@link AliyunCredentials#fingerprint()}.
     */
    @Override
    public Optional<String> keyFingerprint() {
        return Optional.ofNullable(fingerprint);
    }

    @Override
    public String place() {
        return (region == null ? "" : region + " ") + endpoint;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The endpoint decides, since no request names the region; a region's host inside the vendor's network has the same library as its
     * public one.
     */
    @Override
    public String library() {
        return endpoint.toString().replace("//green-vpc.", "//green.");
    }

    @Override
    public List<String> warnings() {
        return PlaceReview.warnings(region, endpoint);
    }

    @Override
    public Optional<String> proxy(OpenContext context) {
        return HttpTransport.proxy(provider(), http, endpoint, context);
    }

    /** Returns the region, or empty if only the endpoint is given. */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /** Returns where requests go. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Returns how requests are signed. */
    public Signature signature() {
        return signature;
    }

    /** Returns how the account is spoken to. */
    public HttpSettings http() {
        return http;
    }

    /**
     * {@inheritDoc}
     *
     * @throws FaceException of kind {@code CONFIGURATION} if the credentials are to come from the application's
     *     {@link AliyunCredentialsProvider} and the context has none, or a key store cannot be used
     */
    @Override
    public FaceRepository open(OpenContext context) {
        AliyunCredentialsProvider source = source(context);
        VendorClock clock = VendorClock.of(context, endpoint);
        AliyunSigner signer = signature == Signature.ACS3 ? new AliyunAcs3Signer() : new AliyunV1Signer();
        HttpTransport transport = HttpTransport.open(
                provider(),
                http,
                endpoint,
                new GreenRequestSigner(context.account(), signer, source, clock, context.random()),
                context);
        return new AliyunFaceRepository(transport, clientInfo, new GreenJudge(source, clock, refusedKey(source)));
    }

    private AliyunCredentialsProvider source(OpenContext context) {
        if (command != null) {
            return AliyunCredentialsProvider.refreshing(
                    new CommandFetch(command, context.clock()),
                    RefreshPlan.defaults().withClock(context.clock()));
        }
        return credentials == null
                ? context.service(AliyunCredentialsProvider.class).orElseThrow(() -> noProvider(context))
                : credentials;
    }

    /** Looking at files costs nothing; asking an application's code may. */
    private static RefusedKey<AliyunCredentials> refusedKey(AliyunCredentialsProvider source) {
        boolean inFiles = source instanceof GivenCredentials || source instanceof ProfileCredentials;
        return new RefusedKey<>(() -> inFiles ? source.credentials() : null);
    }

    private static FaceException noProvider(OpenContext context) {
        return new CallLabel(Operation.OPEN, AliyunFaceRepositoryProvider.NAME, context.account())
                .error(ErrorKind.CONFIGURATION)
                .detail("credentials = provider, and no AliyunCredentialsProvider was registered as a service")
                .build();
    }

    @Override
    public String toString() {
        return "AliyunConfig[" + place() + ", signature=" + signature + ", key="
                + (fingerprint == null ? "fetched later" : fingerprint) + ", " + http + "]";
    }

    /** The vendor's ways of signing. */
    public enum Signature {
        /** HMAC-SHA1, the one that Green's own pages document with an AccessKey. */
        V1,
        /** ACS3-HMAC-SHA256, the vendor's general method; Green's own pages do not name it. */
        ACS3
    }

    /** From where the vendor is reached. */
    public enum Network {
        /** From the internet. */
        PUBLIC,
        /** From inside the vendor's own network in the same region. */
        VPC
    }

    /** Builds {@link AliyunConfig}. Not thread-safe; every method returns this builder. */
    public static final class Builder {
        private @Nullable String region;
        private @Nullable Endpoint endpoint;
        private Network network = Network.PUBLIC;
        private Signature signature = Signature.V1;
        private @Nullable String clientInfo;
        private @Nullable AliyunCredentialsProvider credentials;
        private @Nullable CredentialsCommand command;
        private @Nullable String fingerprint;
        private boolean credentialsChosen;
        private HttpSettings http = HttpSettings.defaults();

        private Builder() {}

        /**
         * Sets the region, such as {@code cn-shanghai}. A region that this library does not know needs an endpoint as well.
         *
         * @throws IllegalArgumentException if it is not made of lower-case letters, digits and dashes
         */
        public Builder region(String value) {
            if (!AliyunRegions.isName(value)) {
                throw new IllegalArgumentException("a region is made of lower-case letters, digits and dashes");
            }
            this.region = value;
            return this;
        }

        /** Sets where requests go, in place of the region's host. */
        public Builder endpoint(Endpoint value) {
            this.endpoint = Objects.requireNonNull(value, "endpoint");
            return this;
        }

        /** Sets from where the vendor is reached; counts only without an endpoint. */
        public Builder network(Network value) {
            this.network = Objects.requireNonNull(value, "network");
            return this;
        }

        /** Sets how requests are signed. */
        public Builder signature(Signature value) {
            this.signature = Objects.requireNonNull(value, "signature");
            return this;
        }

        /**
         * Sets the {@code ClientInfo} that goes with every request.
         *
         * @throws IllegalArgumentException if it is not the text of a JSON object; the message does not hold it
         */
        public Builder clientInfo(String json) {
            if (!ClientInfo.isObject(json)) {
                throw new IllegalArgumentException("clientInfo is not the text of a JSON object");
            }
            this.clientInfo = json;
            return this;
        }

        /** Sets credentials that never change. */
        public Builder credentials(AliyunCredentials value) {
            return source(AliyunCredentialsProvider.fixed(value), value.fingerprint());
        }

        /** Sets where the credentials of each attempt come from. */
        public Builder credentials(AliyunCredentialsProvider value) {
            return source(Objects.requireNonNull(value, "credentials"), null);
        }

        /** Takes the credentials from a program that prints them, and renews them before they end. */
        public Builder credentialsOfCommand(CredentialsCommand value) {
            Objects.requireNonNull(value, "command");
            source(null, null);
            this.command = value;
            return this;
        }

        /** Takes the credentials from the {@link AliyunCredentialsProvider} that the application registers as a service. */
        public Builder credentialsOfApplication() {
            return source(null, null);
        }

        /** Sets how the account is spoken to. */
        public Builder http(HttpSettings value) {
            this.http = Objects.requireNonNull(value, "http");
            return this;
        }

        Builder source(@Nullable AliyunCredentialsProvider value, @Nullable String keyFingerprint) {
            this.credentials = value;
            this.command = null;
            this.fingerprint = keyFingerprint;
            this.credentialsChosen = true;
            return this;
        }

        /**
         * Returns the settings.
         *
         * @throws IllegalStateException if credentials are missing, or both region and endpoint
         * @throws IllegalArgumentException if the region is unknown, or has no known host in the network, and no endpoint is
         *     given
         */
        public AliyunConfig build() {
            if (!credentialsChosen) {
                throw new IllegalStateException("credentials are missing");
            }
            if (endpoint != null) {
                return new AliyunConfig(this, endpoint);
            }
            if (region == null) {
                throw new IllegalStateException("region is missing; give a region or an endpoint");
            }
            return new AliyunConfig(this, AliyunRegions.endpoint(region, network));
        }
    }
}
