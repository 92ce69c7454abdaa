package io.efface.config;

import io.efface.Durations;
import io.efface.spi.AccountSettings;
import io.efface.spi.Secret;
import io.efface.spi.Setting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads the settings of one account. Every problem is added to the problems of the whole configuration. */
final class AccountReader implements AccountSettings {
    private static final Pattern COMMENT = Pattern.compile("\\s#");

    private final String account;
    private final Map<String, Entry> entries;
    private final Place place;
    private final References references;
    private final Path home;
    private final Problems problems;
    private final Map<String, Setting> readable = new HashMap<>();
    private final Map<String, Optional<String>> resolved = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> unknown = new HashSet<>();
    private final Set<String> probablyMeant = new HashSet<>();
    private final Set<String> rejected = new HashSet<>();

    /** Creates a reader. The keys of the entries are the parts after the account's name. */
    AccountReader(
            String account,
            Map<String, Entry> entries,
            Place place,
            References references,
            Path home,
            Problems problems) {
        this.account = account;
        this.entries = entries;
        this.place = place;
        this.references = references;
        this.home = home;
        this.problems = problems;
        allow(Keys.COMMON);
    }

    /** Adds keys that may be read. */
    void allow(Collection<Setting> settings) {
        settings.forEach(setting -> readable.put(setting.key(), setting));
    }

    Map<String, Setting> readable() {
        return readable;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    Place place() {
        return place;
    }

    /**
     * Returns descriptions of probable mistakes in the values that were read until now, one sentence each. The sentences do not contain the
     * values.
     */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public String account() {
        return account;
    }

    @Override
    public Optional<String> text(String key) {
        Setting setting = readable.get(key);
        if (setting == null) {
            throw new IllegalArgumentException("settings() does not list the key " + key + ", so it can never be set");
        }
        Optional<String> known = resolved.get(key);
        if (known == null) {
            known = read(setting);
            resolved.put(key, known);
        }
        return known;
    }

    private Optional<String> read(Setting setting) {
        Entry entry = entries.get(setting.key());
        if (entry == null) {
            return Optional.empty();
        }
        if (setting.secret()
                && !entry.place().safeForSecrets()
                && !entry.value().isBlank()
                && !References.hasReference(entry.value())) {
            warnings.add("the secret " + Keys.of(account, setting.key())
                    + " is written literally; ${env:NAME} or ${file:PATH} keeps it out of the configuration");
        }
        try {
            return Optional.of(new SettingValue(setting, entry, references).read());
        } catch (References.Unresolved e) {
            reject(setting.key(), e.problem(), true);
            return Optional.empty();
        }
    }

    private <T> Optional<T> rejected(String key, String problem) {
        reject(key, problem);
        return Optional.empty();
    }

    @Override
    public Optional<String> required(String key) {
        Optional<String> value = text(key);
        if (value.isEmpty() && !entries.containsKey(key)) {
            Setting setting = readable.get(key);
            reject(key, "is missing" + (setting == null ? "" : ": " + setting.meaning()));
        }
        return value;
    }

    @Override
    public Optional<Secret> secret(String key) {
        return text(key).map(Secret::new);
    }

    @Override
    public Optional<Supplier<Secret>> source(String key) {
        Optional<Secret> current = secret(key);
        Setting setting = readable.get(key);
        Entry entry = entries.get(key);
        return current.isPresent() && setting != null && entry != null && mayChange(key)
                ? Optional.of(new SettingValue(setting, entry, references))
                : current.map(value -> () -> value);
    }

    @Override
    public boolean mayChange(String key) {
        Setting setting = readable.get(key);
        Entry entry = entries.get(key);
        return setting != null && entry != null && new SettingValue(setting, entry, references).mayChange();
    }

    @Override
    public Duration duration(String key, Duration defaultValue, Duration least, Duration most) {
        Optional<String> text = text(key);
        Optional<Duration> value = text.flatMap(Durations::parse);
        if (text.isPresent() && value.isEmpty()) {
            reject(key, "is not a duration such as " + Durations.EXAMPLES);
        } else if (value.isPresent()
                && (value.get().compareTo(least) < 0 || value.get().compareTo(most) > 0)) {
            reject(key, "must be from " + Durations.format(least) + " to " + Durations.format(most));
            return defaultValue;
        }
        return value.orElse(defaultValue);
    }

    @Override
    public long integer(String key, long defaultValue, long least, long most) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return defaultValue;
        }
        Optional<Long> value =
                text.filter(digits -> digits.matches("-?[0-9]{1,18}")).map(Long::valueOf);
        if (value.isEmpty() || value.get() < least || value.get() > most) {
            reject(key, "must be a whole number from " + least + " to " + most);
            return defaultValue;
        }
        return value.get();
    }

    @Override
    public boolean flag(String key, boolean defaultValue) {
        return choice(key, Map.of("true", true, "false", false), defaultValue);
    }

    @Override
    public <T> T choice(String key, Map<String, T> words, T defaultValue) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return defaultValue;
        }
        String word = text.get();
        T value = words.get(knownWord(word, words.keySet()));
        if (value == null) {
            var sorted = words.keySet().stream().sorted().toList();
            reject(
                    key,
                    "must be one of " + String.join(", ", sorted)
                            + Suggestion.didYouMean(Keys.printable(word), sorted));
            return defaultValue;
        }
        return value;
    }

    @Override
    public Optional<URI> url(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(HttpUrls.parse(text.get()));
        } catch (HttpUrls.Rejected e) {
            return rejected(key, e.problem());
        }
    }

    @Override
    public Optional<Path> file(String key) {
        Optional<String> text = text(key);
        Entry entry = entries.get(key);
        if (text.isEmpty() || entry == null) {
            return Optional.empty();
        }
        Path file;
        try {
            file = entry.place().folder().resolve(text.get());
        } catch (InvalidPathException e) {
            return rejected(key, "is not a path");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            String path = Keys.printable(file.toString());
            return rejected(
                    key,
                    Files.isDirectory(file)
                            ? path + " is a folder, not a file"
                            : path + (Files.exists(file) ? " cannot be read" : " does not exist"));
        }
        return Optional.of(file);
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(references.environment().get(name)).filter(value -> !value.isBlank());
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public void reject(String key, String problem) {
        reject(key, problem, Keys.isCredential(key));
    }

    private void reject(String key, String problem, boolean ofCredentials) {
        rejected.add(key);
        Entry entry = entries.get(key);
        if (entry == null && isReportedAsMisspelt(key)) {
            return;
        }
        boolean hasComment = entry != null && COMMENT.matcher(entry.value()).find();
        String source = (entry == null ? place : entry.place()).text();
        String text = hasComment ? problem + "; write a comment on a separate line" : problem;
        if (ofCredentials) {
            problems.addOfCredentials(source, Keys.of(account, key), text);
        } else {
            problems.add(source, Keys.of(account, key), text);
        }
    }

    /** Rejects an unknown key. If {@code meant} contains the key that the user probably meant, that key is not reported as missing. */
    void rejectUnknown(String key, Optional<String> meant, String problem) {
        reject(key, problem, false);
        unknown.add(key);
        meant.ifPresent(probablyMeant::add);
    }

    private boolean isReportedAsMisspelt(String key) {
        return probablyMeant.contains(key) || unknown.stream().anyMatch(each -> each.startsWith(key + "."));
    }

    @Override
    public boolean isRejected() {
        return !rejected.isEmpty();
    }

    @Override
    public boolean isRejected(String key) {
        return rejected.contains(key);
    }

    /**
     * Returns the allowed word that a value means, or the value itself if no word matches. The case of letters does not matter.
     * {@code false} means {@code off}, because YAML converts {@code off} to a boolean.
     */
    private static String knownWord(String value, Set<String> words) {
        if (words.contains(value)) {
            return value;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.equals("false") && words.contains("off")) {
            return "off";
        }
        return words.stream()
                .filter(word -> word.toLowerCase(Locale.ROOT).equals(lower))
                .findFirst()
                .orElse(value);
    }
}
