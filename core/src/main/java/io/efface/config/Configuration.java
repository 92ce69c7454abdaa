package io.efface.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of all sources, merged by key and grouped by account.
 *
 * @param accounts the entries of each account, by account name and by key, where a key is the part after the account's name
 * @param defaultAccount the entry with the name of the default account, or null
 * @param others the entries of {@link Keys#OF_OTHER_MODULES}, by key
 */
record Configuration(
        Map<String, Map<String, Entry>> accounts, @Nullable Entry defaultAccount, Map<String, Entry> others) {
    /** Reads the sources in order. If several sources contain the same key, the value of the last source applies. */
    static Configuration read(List<Source> sources, Set<String> accountKeys, Problems problems) {
        Map<String, Entry> merged = new TreeMap<>();
        sources.forEach(source -> source.read(accountKeys, problems, entry -> merged.put(entry.key(), entry)));
        Map<String, Map<String, Entry>> accounts = new TreeMap<>();
        Set<String> badNames = new HashSet<>();
        for (Entry entry : merged.values()) {
            if (entry.key().startsWith(Keys.ACCOUNTS)) {
                addAccountEntry(entry, accounts, badNames, problems);
            } else if (!Keys.GENERAL.contains(entry.key())) {
                problems.add(entry, "unknown key" + suggestion(entry.key()));
            }
        }
        Map<String, Entry> others = new TreeMap<>(merged);
        others.keySet().retainAll(Keys.OF_OTHER_MODULES);
        return new Configuration(accounts, merged.get(Keys.DEFAULT_ACCOUNT), others);
    }

    private static void addAccountEntry(
            Entry entry, Map<String, Map<String, Entry>> accounts, Set<String> badNames, Problems problems) {
        String rest = entry.key().substring(Keys.ACCOUNTS.length());
        int dot = rest.indexOf('.');
        String name = dot < 0 ? rest : rest.substring(0, dot);
        if (!Keys.isName(name)) {
            if (badNames.add(name)) {
                problems.add(entry, "the account's name is not valid: " + Keys.nameRule());
            }
        } else if (dot < 0 || dot == rest.length() - 1) {
            problems.add(entry, "the account's name must be followed by a key, as in " + Keys.of(name, Keys.PROVIDER));
        } else {
            accounts.computeIfAbsent(name, each -> new TreeMap<>()).put(rest.substring(dot + 1), entry);
        }
    }

    private static String suggestion(String key) {
        int secondDot = key.indexOf('.', Keys.ROOT.length() + 1);
        if (secondDot > 0) {
            String word = key.substring(Keys.ROOT.length() + 1, secondDot);
            if (Suggestion.nearest(word, List.of("accounts")).isPresent()) {
                return "; did you mean '" + Keys.printable(Keys.ACCOUNTS + key.substring(secondDot + 1)) + "'?";
            }
        }
        return Suggestion.didYouMean(key, Keys.GENERAL);
    }
}
