package io.efface.config;

import io.efface.spi.Setting;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The keys that are allowed after an account's name, of all providers and layers that were found. */
final class KnownKeys {
    private final Set<String> accountKeys = new TreeSet<>();

    void add(Collection<Setting> settings) {
        settings.forEach(setting -> accountKeys.add(setting.key()));
    }

    Set<String> accountKeys() {
        return accountKeys;
    }

    static boolean isOurs(String key) {
        return key.startsWith(Keys.ROOT + ".");
    }

    /**
     * Returns the problem of a key that begins with a misspelt {@code efface.}; otherwise empty. Without this check such a key would be
     * ignored without a message.
     */
    static Optional<String> nearMiss(String key) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String root = key.substring(0, dot).strip().toLowerCase(Locale.ROOT);
        String rest = key.substring(dot);
        boolean looksLikeOurs =
                rest.startsWith(Keys.ACCOUNTS.substring(Keys.ROOT.length())) || Keys.DEFAULT_ACCOUNT.endsWith(rest);
        return looksLikeOurs && Suggestion.distance(root, Keys.ROOT) <= 1
                ? Optional.of("unknown key; did you mean '" + Keys.printable(Keys.ROOT + rest) + "'?")
                : Optional.empty();
    }
}
