package io.efface.config;

import io.efface.Capabilities;
import io.efface.FakeRepository;
import io.efface.spi.AccountSettings;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Secret;
import io.efface.spi.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A provider with a key of every type. */
class FakeProvider implements FaceRepositoryProvider {
    final List<FakeConfig> opened = new ArrayList<>();
    final List<OpenContext> contexts = new ArrayList<>();
    final List<FakeRepository> repositories = new ArrayList<>();
    Function<FakeConfig, RuntimeException> rejection = config -> null;
    private final String name;

    FakeProvider(String name) {
        this.name = name;
    }

    /** The settings of an account. {@code owner} records each account that is opened. */
    record FakeConfig(
            FakeProvider owner,
            String region,
            Optional<String> keyId,
            Optional<Secret> secret,
            Duration timeout,
            long size,
            boolean verbose,
            String mode,
            Optional<URI> endpoint,
            Optional<Path> store,
            Optional<String> environment,
            Optional<String> library)
            implements ProviderConfig {
        @Override
        public String provider() {
            return owner.name;
        }

        @Override
        public Optional<String> keyFingerprint() {
            return keyId.map(id -> "fp-" + id);
        }

        @Override
        public Capabilities capabilities() {
            return owner.capabilities();
        }

        @Override
        public String place() {
            return region;
        }

        @Override
        public ProviderRepository open(OpenContext context) {
            RuntimeException rejected = owner.rejection.apply(this);
            if (rejected != null) {
                throw rejected;
            }
            owner.opened.add(this);
            owner.contexts.add(context);
            FakeRepository repository = new FakeRepository(owner.name);
            owner.repositories.add(repository);
            return repository.asProvider();
        }
    }

    FakeConfig config(String region, String keyId) {
        return new FakeConfig(
                this,
                region,
                Optional.ofNullable(keyId),
                Optional.empty(),
                Duration.ofSeconds(5),
                1,
                false,
                "plain",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.of("region", "the region of the account", null),
                Setting.of("library", "the library at the vendor", null),
                Setting.of("endpoint", "URL to use instead of the region's host", "the region's host"),
                Setting.of("credentials.key-id", "public id of the key", null),
                Setting.secret("credentials.key-secret", "secret of the key"),
                Setting.of("read-timeout", "the longest time without data", "5s"),
                Setting.of("size", "a number from 1 to 10", "1"),
                Setting.of("verbose", "'true' or 'false'", "false"),
                Setting.of("mode", "'plain' or 'fancy'", "plain"),
                Setting.of("trust-store", "a file", null));
    }

    @Override
    public Capabilities capabilities() {
        return new FakeRepository(name).capabilities();
    }

    @Override
    public Optional<ProviderConfig> configure(AccountSettings settings) {
        Optional<String> region = settings.required("region");
        FakeConfig config = new FakeConfig(
                this,
                region.orElse(""),
                settings.text("credentials.key-id"),
                settings.secret("credentials.key-secret"),
                settings.duration("read-timeout", Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofMinutes(10)),
                settings.integer("size", 1, 1, 10),
                settings.flag("verbose", false),
                settings.choice("mode", Map.of("plain", "plain", "fancy", "fancy"), "plain"),
                settings.url("endpoint"),
                settings.file("trust-store"),
                settings.environment("FAKE_REGION"),
                settings.text("library"));
        return settings.isRejected() ? Optional.empty() : Optional.of(config);
    }
}
