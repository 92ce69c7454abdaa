package io.efface.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resolves and checks the values of the keys that belong to no account. */
record GeneralSettings(Configuration configuration, References references, Problems problems) {
    /**
     * Returns the name of the default account, or null if no name is set or if its reference cannot be resolved.
     *
     * @param ofBuilder the name that overrides the configuration, or null
     * @param accounts the names of all accounts, in alphabetical order
     */
    @Nullable String defaultAccount(@Nullable String ofBuilder, Set<String> accounts) {
        Entry entry = configuration.defaultAccount();
        String named = ofBuilder;
        String source = "builder";
        if (named == null && entry != null) {
            source = entry.place().text();
            try {
                named = references.resolve(entry).strip();
            } catch (References.Unresolved e) {
                problems.add(entry, e.problem());
                return null;
            }
        }
        if (named != null && !accounts.contains(named)) {
            String known = accounts.isEmpty() ? "" : "; the accounts are " + String.join(", ", accounts);
            problems.add(
                    source,
                    Keys.DEFAULT_ACCOUNT,
                    Keys.quotedWord(named) + "is not a configured account" + known
                            + Suggestion.didYouMean(named, accounts));
        }
        return named;
    }

    /** Returns the paths of {@link Keys#PATHS_OF_OTHER_MODULES}, by key. Keys without a value, and values with a problem, are left out. */
    Map<String, Path> paths() {
        Map<String, Path> paths = new TreeMap<>();
        configuration.paths().forEach((key, entry) -> {
            try {
                String value = references.resolve(entry).strip();
                boolean isLocation = key.equals("efface.ledger") && value.startsWith(Keys.SQLITE);
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
        return paths;
    }
}
