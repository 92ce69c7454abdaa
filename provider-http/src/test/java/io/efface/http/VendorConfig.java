package io.efface.http;

import io.efface.Capabilities;
import io.efface.http.signing.VendorSigner;
import io.efface.spi.ProviderRepository;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The configuration of a made-up vendor. */
final class VendorConfig extends HttpConfig<VendorKey> {
    private VendorConfig(Builder from, String region, Endpoint endpoint) {
        super(from, region, endpoint);
    }

    static Builder builder() {
        return new Builder();
    }

    @Override
    public String place() {
        return endpoint().toString();
    }

    @Override
    protected String domain() {
        return "vendor.example";
    }

    @Override
    protected List<String> placeWarnings() {
        return List.of("of the vendor");
    }

    @Override
    protected VendorSigner<VendorKey> signer() {
        return (request, body, key, at, random) -> request;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.builder("vendor").build();
    }

    @Override
    protected ProviderRepository repository(HttpTransport transport, AccountSigner<VendorKey> signer) {
        throw new UnsupportedOperationException("no test opens it");
    }

    static final class Builder extends HttpConfig.Builder<VendorKey, VendorConfig, Builder> {
        Builder() {
            super("vendor", VendorKey.TYPE);
        }

        @Override
        protected Collection<String> knownRegions() {
            return List.of("here", "there");
        }

        @Override
        protected void check(BiConsumer<String, String> problem) {
            if (regionSet() == null && endpointSet() == null) {
                problem.accept("region", "is missing");
            }
        }

        @Override
        protected VendorConfig create() {
            String region = Objects.requireNonNullElse(regionSet(), "here");
            return new VendorConfig(this, region, Endpoint.parse("https://" + region + ".vendor.example"));
        }
    }
}
