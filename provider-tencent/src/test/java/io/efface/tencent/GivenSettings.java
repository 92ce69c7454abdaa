package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.spi.AccountSettings;
import io.efface.spi.ProviderConfig;
import io.efface.spi.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings from a map, as a provider receives them for an account. Records the problems of rejected settings. */
final class GivenSettings implements AccountSettings {
    static final String ID = "AKIDexample";
    static final String KEY = "the-secret-key";
    static final String[] KEYS = {"credentials.secret-id", ID, "credentials.secret-key", KEY};

    final Map<String, String> problems = new LinkedHashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path home = Path.of("no-such-home");

    /** Creates settings from pairs: name, value, name, value. */
    static GivenSettings of(String... pairs) {
        GivenSettings settings = new GivenSettings();
        for (int i = 0; i < pairs.length; i += 2) {
            settings.values.put(pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    /** Creates settings with a permanent key and other settings: name, value, name, value. */
    static GivenSettings withKeysAnd(String... pairs) {
        return of(Stream.of(KEYS, pairs).flatMap(Arrays::stream).toArray(String[]::new));
    }

    /** Checks that the provider accepts settings. Returns the configuration. */
    static TencentConfig accepted(GivenSettings settings) {
        Optional<ProviderConfig> config = new TencentFaceRepositoryProvider().configure(settings);
        assertThat(settings.problems).isEmpty();
        assertThat(config).containsInstanceOf(TencentConfig.class);
        return (TencentConfig) config.orElseThrow();
    }

    /** Checks that the provider rejects settings and does not show the secret key. Returns the problem of each rejected setting. */
    static Map<String, String> rejected(GivenSettings settings) {
        assertThat(new TencentFaceRepositoryProvider().configure(settings)).isEmpty();
        assertThat(settings.problems).isNotEmpty();
        assertThat(settings.problems.toString()).doesNotContain(KEY);
        return settings.problems;
    }

    GivenSettings withVariable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    GivenSettings withHome(Path folder) {
        home = folder;
        return this;
    }

    @Override
    public String account() {
        return "test";
    }

    @Override
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public Optional<String> required(String key) {
        if (!values.containsKey(key)) {
            reject(key, "is missing");
        }
        return text(key);
    }

    @Override
    public Optional<Secret> secret(String key) {
        return text(key).map(Secret::new);
    }

    @Override
    public Duration duration(String key, Duration defaultValue, Duration least, Duration most) {
        return text(key).map(Duration::parse).orElse(defaultValue);
    }

    @Override
    public long integer(String key, long defaultValue, long least, long most) {
        return text(key).map(Long::valueOf).orElse(defaultValue);
    }

    @Override
    public boolean flag(String key, boolean defaultValue) {
        return text(key).map(Boolean::valueOf).orElse(defaultValue);
    }

    @Override
    public <T> T choice(String key, Map<String, T> words, T defaultValue) {
        if (!values.containsKey(key)) {
            return defaultValue;
        }
        T chosen = words.get(values.get(key));
        if (chosen == null) {
            reject(key, "is none of " + words.keySet());
            return defaultValue;
        }
        return chosen;
    }

    @Override
    public Optional<URI> url(String key) {
        return text(key).map(URI::create);
    }

    @Override
    public Optional<Path> file(String key) {
        return text(key).map(Path::of).filter(Files::isReadable);
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public void reject(String key, String problem) {
        problems.merge(key, problem, (a, b) -> a + "; " + b);
    }

    @Override
    public boolean isRejected() {
        return !problems.isEmpty();
    }

    @Override
    public boolean isRejected(String key) {
        return problems.containsKey(key);
    }
}
