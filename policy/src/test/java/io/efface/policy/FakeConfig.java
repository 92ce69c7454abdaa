package io.efface.policy;

import io.efface.Capabilities;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import java.util.Optional;

/** The settings of an account. When the account is opened, a given repository is used. */
record FakeConfig(String provider, Optional<String> keyFingerprint, Optional<String> library, ProviderRepository vendor)
        implements ProviderConfig {
    FakeConfig(String provider, Optional<String> keyFingerprint, ProviderRepository vendor) {
        this(provider, keyFingerprint, Optional.empty(), vendor);
    }

    @Override
    public Capabilities capabilities() {
        return vendor.capabilities();
    }

    @Override
    public String place() {
        return "here";
    }

    @Override
    public ProviderRepository open(OpenContext context) {
        return vendor;
    }
}
