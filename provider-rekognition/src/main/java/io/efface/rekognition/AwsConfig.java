package io.efface.rekognition;

import io.efface.Capabilities;
import io.efface.QuotaLimit;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One collection of an AWS account in one region. Immutable and thread-safe; {@code toString} shows no secret.
 *
 * <pre>{@code
 * AwsConfig config = AwsConfig.builder()
 *         .region("eu-west-1")
 *         .library("staff")
 *         .credentials(AwsCredentials.of(id, secret))
 *         .build();
 * }</pre>
 */
public final class AwsConfig extends HttpConfig<AwsCredentials> {
    static final String LIBRARY = "library";

    /** "DescribeCollection", CollectionId (docs.aws.amazon.com/rekognition/latest/APIReference, read 2026-11). */
    private static final Pattern COLLECTION = Pattern.compile("[a-zA-Z0-9_.\\-]{1,255}");

    private final String region;
    private final String library;

    private AwsConfig(Builder from, String region, String library, Endpoint endpoint) {
        super(from, region, endpoint);
        this.region = region;
        this.library = library;
    }

    /** Returns a builder without region, collection and credentials, with the default HTTP settings. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Capabilities capabilities() {
        return AwsCapabilities.CAPABILITIES;
    }

    @Override
    public String place() {
        return region + " " + endpoint();
    }

    /**
     * {@inheritDoc}
     *
     * <p>If the endpoint is one of the vendor's own hosts, only the region counts, because all hosts of a region serve the same collections.
     */
    @Override
    public String placeIdentity() {
        return AwsPlaces.regionOf(endpoint()).isPresent() ? region : place();
    }

    /** Returns the id of the collection. */
    @Override
    public Optional<String> library() {
        return Optional.of(library);
    }

    /**
     * {@inheritDoc} For the scope {@link QuotaLimit#REGION}, the result is {@link #placeIdentity()}, because all hosts of a region share
     * its limits.
     */
    @Override
    public String quotaScope(String scope) {
        return scope.equals(QuotaLimit.REGION) ? placeIdentity() : super.quotaScope(scope);
    }

    @Override
    protected String domain() {
        return AwsRegions.DOMAIN;
    }

    @Override
    protected List<String> placeWarnings() {
        return AwsPlaces.warnings(region, endpoint());
    }

    @Override
    protected VendorSigner<AwsCredentials> signer() {
        return new AwsSigner(region);
    }

    @Override
    protected ProviderRepository repository(HttpTransport transport, AccountSigner<AwsCredentials> signer) {
        return new AwsFaceRepository(transport, signer, library);
    }

    /** Builds {@link AwsConfig}. All methods except {@code build} return this builder. Not thread-safe. */
    public static final class Builder extends HttpConfig.Builder<AwsCredentials, AwsConfig, Builder> {
        private @Nullable String library;

        private Builder() {
            super(AwsFaceRepositoryProvider.NAME, AwsCredentials.TYPE);
        }

        /** Sets the id of the collection. */
        public Builder library(String value) {
            this.library = Objects.requireNonNull(value, LIBRARY);
            return this;
        }

        @Override
        protected Collection<String> knownRegions() {
            return AwsRegions.KNOWN;
        }

        @Override
        protected void check(BiConsumer<String, String> problem) {
            if (regionSet() == null) {
                problem.accept("region", "is missing; requests are signed for a region");
            }
            if (library == null) {
                problem.accept(LIBRARY, "is missing; give the id of the collection");
            } else if (!COLLECTION.matcher(library).matches()) {
                problem.accept(
                        LIBRARY,
                        "is not the id of a collection: 1 to 255 ASCII letters, digits, dots, dashes and underscores");
            }
        }

        @Override
        protected AwsConfig create() {
            String region = Objects.requireNonNull(regionSet(), "region");
            Endpoint given = endpointSet();
            return new AwsConfig(
                    this,
                    region,
                    Objects.requireNonNull(library, LIBRARY),
                    given != null ? given : AwsRegions.endpoint(region));
        }
    }
}
