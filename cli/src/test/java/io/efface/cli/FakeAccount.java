package io.efface.cli;

import io.efface.Capabilities;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import java.util.Optional;

/** The configuration of an account that opens the given repository. */
record FakeAccount(ProviderRepository repository) implements ProviderConfig {
    @Override
    public String provider() {
        return "fake";
    }

    @Override
    public Optional<String> keyFingerprint() {
        return Optional.of(Integer.toHexString(System.identityHashCode(repository)));
    }

    @Override
    public Capabilities capabilities() {
        return repository.capabilities();
    }

    @Override
    public String place() {
        return "here";
    }

    @Override
    public ProviderRepository open(OpenContext context) {
        return repository;
    }
}
