package io.efface.erasure;

import io.efface.Capabilities;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import java.util.Optional;

/** Another configuration at a chosen place. */
record PlacedConfig(ProviderConfig inner, String place, String placeIdentity) implements ProviderConfig {
    @Override
    public String provider() {
        return inner.provider();
    }

    @Override
    public Optional<String> keyFingerprint() {
        return inner.keyFingerprint();
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public Optional<String> library() {
        return inner.library();
    }

    @Override
    public ProviderRepository open(OpenContext context) {
        return inner.open(context);
    }
}
