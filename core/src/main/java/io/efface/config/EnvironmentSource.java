package io.efface.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Entries from environment variables: {@code EFFACE_DEFAULT_ACCOUNT}, {@code EFFACE_KEYS}, and {@code EFFACE_ACCOUNTS_NAME_KEY} where the longest known
 * key at the end is the key and the rest is the name. Other variables that begin with {@code EFFACE_} are none of this library's
 * business: container platforms make up such names for a service called efface.
 */
final class EnvironmentSource implements Source {
    private static final String PREFIX = "EFFACE_ACCOUNTS_";
    private static final String DEFAULT_ACCOUNT = "EFFACE_DEFAULT_ACCOUNT";
    private static final String KEY_FOLDER = "EFFACE_KEYS";

    private final Map<String, String> variables;

    EnvironmentSource(Map<String, String> variables) {
        this.variables = new TreeMap<>(Map.copyOf(variables));
    }

    @Override
    public String name() {
        return "environment variables";
    }

    @Override
    public void read(KnownKeys keys, Problems problems, Consumer<Entry> entries) {
        variables.forEach((variable, value) -> {
            if (variable.equals(DEFAULT_ACCOUNT)) {
                accept(Keys.DEFAULT_ACCOUNT, variable, value, entries);
            } else if (variable.equals(KEY_FOLDER)) {
                accept(Keys.KEY_FOLDER, variable, value, entries);
            } else if (variable.startsWith(PREFIX)) {
                account(variable, value, keys, problems, entries);
            } else {
                nearMiss(variable)
                        .ifPresent(meant -> problems.add(
                                Place.variable(Keys.shown(variable)).text(),
                                "unknown variable; did you mean '" + meant + "'?"));
            }
        });
    }

    private static void account(
            String variable, String value, KnownKeys keys, Problems problems, Consumer<Entry> entries) {
        String rest = variable.substring(PREFIX.length());
        String longest = "";
        for (String key : keys.accountKeys()) {
            boolean atEnd = rest.endsWith("_" + Keys.variable(key)) || rest.equals(Keys.variable(key));
            if (atEnd && key.length() > longest.length()) {
                longest = key;
            }
        }
        String source = Place.variable(Keys.shown(variable)).text();
        if (longest.isEmpty()) {
            problems.add(source, "it ends in no known key" + suggestion(rest, keys));
        } else if (rest.length() <= longest.length() + 1) {
            problems.add(source, "there is no account name between " + PREFIX + " and the key");
        } else {
            String name = rest.substring(0, rest.length() - longest.length() - 1)
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-');
            accept(Keys.of(name, longest), variable, value, entries);
        }
    }

    /** Hands over a value; a variable that is set to nothing counts as not set, as is usual for variables. */
    private static void accept(String key, String variable, String value, Consumer<Entry> entries) {
        if (!value.isBlank()) {
            entries.accept(new Entry(key, value, Place.variable(variable)));
        }
    }

    private static String suggestion(String rest, KnownKeys keys) {
        List<String> known = keys.accountKeys().stream().map(Keys::variable).toList();
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (int cut = rest.indexOf('_'); cut > 0; cut = rest.indexOf('_', cut + 1)) {
            String tail = rest.substring(cut + 1);
            Optional<String> nearest = Suggestion.nearest(tail, known);
            int distance = nearest.map(key -> Suggestion.distance(tail, key)).orElse(Integer.MAX_VALUE);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = rest.substring(0, cut + 1) + nearest.orElseThrow();
            }
        }
        return best.isEmpty() ? "" : "; did you mean '" + Keys.shown(PREFIX + best) + "'?";
    }

    private static Optional<String> nearMiss(String variable) {
        if (Suggestion.distance(variable, DEFAULT_ACCOUNT) <= 2) {
            return Optional.of(DEFAULT_ACCOUNT);
        }
        if (variable.length() <= PREFIX.length()) {
            return Optional.empty();
        }
        int cut = variable.indexOf('_', "EFFACE_".length());
        boolean near = cut > 0 && Suggestion.distance(variable.substring(0, cut + 1), PREFIX) <= 2;
        return near ? Optional.of(Keys.shown(PREFIX + variable.substring(cut + 1))) : Optional.empty();
    }
}
