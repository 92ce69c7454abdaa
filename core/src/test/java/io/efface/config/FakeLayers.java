package io.efface.config;

import io.efface.Capabilities;
import io.efface.spi.AccountSettings;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Setting;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayersConfig;
import io.efface.spi.layers.LayersContext;
import io.efface.spi.layers.RepositoryLayers;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.StepsRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Layers with one key. By default, these layers send requests directly to the provider. A test can set another request layer. */
final class FakeLayers implements RepositoryLayers {
    final List<Duration> deadlines = new ArrayList<>();
    final List<Capabilities> capabilities = new ArrayList<>();
    RequestLayer requests = RequestLayer.DIRECT;

    @Override
    public List<Setting> settings() {
        return List.of(Setting.of("deadline", "the longest time for one call", "60s"));
    }

    @Override
    public Optional<LayersConfig> configure(AccountSettings settings, Capabilities providerCapabilities) {
        Duration deadline =
                settings.duration("deadline", Duration.ofSeconds(60), Duration.ofMillis(1), Duration.ofHours(1));
        capabilities.add(providerCapabilities);
        return settings.isRejected() ? Optional.empty() : Optional.of(new Config(deadline));
    }

    private final class Config implements LayersConfig {
        private final Duration deadline;

        Config(Duration deadline) {
            this.deadline = deadline;
        }

        @Override
        public AccountRepository around(ProviderRepository provider, LayersContext context) {
            deadlines.add(deadline);
            return new StepsRepository(provider, requests);
        }
    }
}
