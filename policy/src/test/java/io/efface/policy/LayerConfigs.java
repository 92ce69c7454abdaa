package io.efface.policy;

import io.efface.IdCheck;
import io.efface.spi.ProviderRepository;
import io.efface.spi.layers.AccountIdentity;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.LayersContext;
import io.efface.spi.layers.SharedState;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Creates settings and contexts of layers for tests. */
final class LayerConfigs {
    private LayerConfigs() {}

    /** Returns the context of a single account. Waits happen in real time. */
    static LayersContext context(ProviderRepository vendor, Clock clock, RandomGenerator random) {
        AccountIdentity identity =
                new AccountIdentity("one", new FakeConfig("fake", Optional.empty(), vendor), Optional.empty());
        return new LayersContext(
                identity, clock, random, Sleeper.system(), new Interceptors(List.of()), new SharedState(), Map.of());
    }

    /** Returns settings without retry, verification, quota and circuit breaker. */
    static LayerConfig withoutRetryAndQuota(Duration deadline, IdCheck idCheck, LastFaceMode lastFace) {
        return new LayerConfig(
                deadline,
                idCheck,
                lastFace,
                VerifyMode.OFF,
                new RetrySettings(1, Duration.ofMillis(1), Duration.ofMillis(1)),
                new QuotaSettings(false, List.of(), 0),
                List.of(),
                new BreakerSettings(1, 100, Duration.ofMillis(1), false));
    }
}
