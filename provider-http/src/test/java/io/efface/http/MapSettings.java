package io.efface.http;

import io.efface.spi.AccountSettings;
import io.efface.spi.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An account's settings from a map. Durations must be in ISO form, which is enough for these tests. */
final class MapSettings implements AccountSettings {
    private final Map<String, String> values;
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path home = Path.of("/nowhere");

    MapSettings withVariable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    MapSettings withHome(Path folder) {
        home = folder;
        return this;
    }

    MapSettings(Map<String, String> values) {
        this.values = values;
    }

    Map<String, String> problems() {
        return problems;
    }

    @Override
    public String account() {
        return "acc";
    }

    @Override
    public Optional<String> text(String key) {
        String value = values.get(key);
        if (value != null && value.isBlank()) {
            reject(key, "is blank");
            return Optional.empty();
        }
        return Optional.ofNullable(value);
    }

    @Override
    public Optional<String> required(String key) {
        Optional<String> found = text(key);
        if (found.isEmpty() && !values.containsKey(key)) {
            reject(key, "is missing");
        }
        return found;
    }

    @Override
    public Optional<Secret> secret(String key) {
        return text(key).map(Secret::new);
    }

    @Override
    public Duration duration(String key, Duration defaultValue, Duration least, Duration most) {
        Duration value = text(key).map(Duration::parse).orElse(defaultValue);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            reject(key, "is out of bounds");
            return defaultValue;
        }
        return value;
    }

    @Override
    public long integer(String key, long defaultValue, long least, long most) {
        long value = text(key).map(Long::parseLong).orElse(defaultValue);
        if (value < least || value > most) {
            reject(key, "is out of bounds");
            return defaultValue;
        }
        return value;
    }

    @Override
    public boolean flag(String key, boolean defaultValue) {
        return text(key).map(Boolean::parseBoolean).orElse(defaultValue);
    }

    @Override
    public <T> T choice(String key, Map<String, T> words, T defaultValue) {
        return text(key).map(words::get).orElse(defaultValue);
    }

    @Override
    public Optional<URI> url(String key) {
        return text(key).map(URI::create);
    }

    @Override
    public Optional<Path> file(String key) {
        Optional<Path> file = text(key).map(Path::of);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            reject(key, "is not a readable file");
            return Optional.empty();
        }
        return file;
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
        problems.put(key, problem);
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
