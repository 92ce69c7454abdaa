package io.efface.erasure;

import io.efface.Capabilities;
import io.efface.FaceRepository;
import io.efface.config.AccountDescription;
import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException.Reason;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The accounts that a plan's rows may name, numbered in alphabetical order. For one thread. */
final class PlanAccounts {
    private final FaceRepositories repositories;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<Integer, AccountDescription> descriptions = new LinkedHashMap<>();
    private final Set<String> chosen;
    private final BitSet named = new BitSet();

    /**
     * Takes the chosen accounts, or all if none are chosen.
     *
     * @throws ErasureException of reason {@code CONFIGURATION} if one is not configured, or two are one at the vendor
     */
    PlanAccounts(FaceRepositories repositories, Set<String> chosen) {
        this.repositories = repositories;
        this.chosen = Set.copyOf(chosen);
        Set<String> known = new TreeSet<>(repositories.accounts());
        Set<String> missing = new TreeSet<>(chosen);
        missing.removeAll(known);
        if (!missing.isEmpty()) {
            throw new ErasureException(
                    Reason.CONFIGURATION,
                    "there is no account " + quoted(missing) + "; configured are " + quoted(known));
        }
        int number = 0;
        for (String name : chosen.isEmpty() ? known : new TreeSet<>(chosen)) {
            AccountDescription account = repositories.describe(name);
            String same = account.sameAs().orElse("");
            if (chosen.contains(same)) {
                throw new ErasureException(
                        Reason.CONFIGURATION,
                        "the accounts '" + name + "' and '" + same
                                + "' are one at the vendor, where nobody can be deleted twice; choose one of them");
            }
            number++;
            numbers.put(name, number);
            descriptions.put(number, account);
        }
    }

    private static String quoted(Collection<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    /** Returns whether rows without an account have any. */
    boolean areChosen() {
        return !chosen.isEmpty();
    }

    /** Returns whether an account of this name is configured, chosen or not. */
    boolean isConfigured(String name) {
        return repositories.accounts().contains(name);
    }

    /** Returns an account's number, or null if rows may not name it. */
    @Nullable Integer number(String name) {
        Integer number = numbers.get(name);
        if (number != null) {
            named.set(number);
        }
        return number;
    }

    /** Returns the number of an account that is known to be among them. */
    int numberOf(String name) {
        Integer number = number(name);
        if (number == null) {
            throw new IllegalStateException("the account was checked before");
        }
        return number;
    }

    /** Returns the numbers of the accounts that a row without one is about. */
    Collection<Integer> all() {
        numbers.values().forEach(named::set);
        return numbers.values();
    }

    /** Returns the accounts that rows name, by number. */
    Map<Integer, AccountDescription> named() {
        Map<Integer, AccountDescription> some = new LinkedHashMap<>(descriptions);
        some.keySet().removeIf(number -> !named.get(number));
        return some;
    }

    Capabilities capabilities(String name) {
        return repositories.get(name).capabilities();
    }

    FaceRepository repository(String name) {
        return repositories.get(name);
    }
}
