package io.efface.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resolves and checks the values of the keys that belong to no account. */
record GeneralSettings(Configuration configuration, References references, Problems problems) {
    /**
     * Returns the name of the default account; empty if no name is set, or if the name is set by a reference that cannot be resolved.
     *
     * @param ofBuilder the name that overrides the configuration, or null
     */
    Optional<String> nameOfDefault(@Nullable String ofBuilder) {
        Entry entry = configuration.defaultAccount();
        if (ofBuilder != null || entry == null) {
            return Optional.ofNullable(ofBuilder);
        }
        try {
            return Optional.of(references.resolve(entry).strip());
        } catch (References.Unresolved e) {
            problems.add(entry, e.problem());
            return Optional.empty();
        }
    }

    /**
     * Returns the name of the default account, which must exist.
     *
     * @param ofBuilder the name that overrides the configuration, or null
     * @param accounts the names of all accounts, in alphabetical order
     */
    Optional<String> defaultAccount(@Nullable String ofBuilder, Set<String> accounts) {
        Optional<String> named = nameOfDefault(ofBuilder);
        Entry entry = configuration.defaultAccount();
        named.filter(name -> !accounts.contains(name)).ifPresent(name -> {
            String known = accounts.isEmpty() ? "" : "; the accounts are " + String.join(", ", accounts);
            problems.add(
                    ofBuilder != null || entry == null
                            ? "builder"
                            : entry.place().text(),
                    Keys.DEFAULT_ACCOUNT,
                    Keys.quotedWord(name) + "is not a configured account" + known
                            + Suggestion.didYouMean(name, accounts));
        });
        return named;
    }

    /**
     * The values of {@link Keys#OF_OTHER_MODULES}, by key. Keys without a value, and values with a problem, are left out.
     *
     * @param paths the values that are paths
     * @param texts the values that are no paths
     */
    record Others(Map<String, Path> paths, Map<String, String> texts) {
        Others {
            paths = Map.copyOf(paths);
            texts = Map.copyOf(texts);
        }

        /** Shows no value, because a value may be a password. */
        @Override
        public String toString() {
            return "Others" + paths.keySet() + texts.keySet();
        }
    }

    Others others() {
        Map<String, Path> paths = new TreeMap<>();
        Map<String, String> texts = new TreeMap<>();
        configuration.others().forEach((key, entry) -> {
            try {
                String value = references.resolve(entry).strip();
                if (!Keys.PATHS_OF_OTHER_MODULES.contains(key)
                        || (key.equals(Keys.LEDGER) && value.startsWith(Keys.POSTGRESQL))) {
                    texts.put(key, value);
                    return;
                }
                boolean isLocation = key.equals(Keys.LEDGER) && value.startsWith(Keys.SQLITE);
                String path = isLocation ? value.substring(Keys.SQLITE.length()) : value;
                if (path.isEmpty()) {
                    problems.add(entry, "must be a path");
                } else {
                    paths.put(key, entry.place().folder().resolve(path));
                }
            } catch (InvalidPathException e) {
                problems.add(entry, "is not a path on this system");
            } catch (References.Unresolved e) {
                problems.add(entry, e.problem());
            }
        });
        return new Others(paths, texts);
    }
}
