package io.efface.erasure.internal.plan;

import io.efface.Capabilities;
import io.efface.FaceRepository;
import io.efface.IdCheck;
import io.efface.IdRule;
import io.efface.PersonId;
import io.efface.config.AccountDescription;
import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.record.JobAccount;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    /** The accounts of the plan, by the one that stands for them at the vendor. */
    private final Map<String, String> used = new HashMap<>();

    private final BitSet named = new BitSet();
    private final Map<Integer, CheckedRule> rules = new HashMap<>();

    private record CheckedRule(IdCheck check, IdRule rule) {}

    /** What becomes of a row whose person id is compared with the vendor's rule. */
    enum IdFit {
        /** The rule allows the id, or the account does not check. */
        FITS,
        /** The row is planned with a mark. */
        MARKED,
        /** The row is refused. */
        REFUSED
    }

    /**
     * Takes the chosen accounts, or all if none are chosen.
     *
     * @throws ErasureException of reason {@code CONFIGURATION} if one is not configured, or two chosen ones are one at the vendor
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
                    missing.size() + " of the chosen accounts are not configured; configured are " + quoted(known));
        }
        int number = 0;
        for (String name : chosen.isEmpty() ? known : new TreeSet<>(chosen)) {
            if (!chosen.isEmpty()) {
                use(name);
            }
            number++;
            numbers.put(name, number);
            descriptions.put(number, repositories.describe(name));
        }
    }

    /** Takes note of an account of the plan; of two that are one at the vendor the second would find deleted what the first was to. */
    private void use(String name) {
        String other = used.putIfAbsent(root(name), name);
        if (other != null && !other.equals(name)) {
            throw new ErasureException(
                    Reason.CONFIGURATION,
                    "the accounts " + quoted(new TreeSet<>(List.of(name, other)))
                            + " are one at the vendor, where nobody can be deleted twice; plan for one of them");
        }
    }

    /** Returns the account that stands for itself among those that are one; the configuration has no circles. */
    private String root(String name) {
        String at = name;
        for (String same = name;
                !same.isEmpty();
                same = repositories.describe(at).sameAs().orElse("")) {
            at = same;
        }
        return at;
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

    /**
     * Returns an account's number, or null if rows may not name it.
     *
     * @throws ErasureException of reason {@code CONFIGURATION} if it is one at the vendor with another that rows name
     */
    @Nullable Integer number(String name) {
        Integer number = numbers.get(name);
        if (number != null && !named.get(number)) {
            use(name);
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

    /** Returns what becomes of a row with this person id in an account: by the vendor's rule and the account's check of ids. */
    IdFit fit(int number, String person) {
        CheckedRule checked = rules.computeIfAbsent(number, this::checkedRule);
        PersonId id = PersonId.of(person);
        if (checked.check() == IdCheck.OFF || checked.rule().allows(id)) {
            return IdFit.FITS;
        }
        return checked.check() == IdCheck.STRICT && !checked.rule().mayExist(id) ? IdFit.REFUSED : IdFit.MARKED;
    }

    private CheckedRule checkedRule(int number) {
        AccountDescription account = Objects.requireNonNull(descriptions.get(number), "account");
        return new CheckedRule(
                JobAccount.of(number, account).idCheck().orElse(IdCheck.OFF),
                capabilities(account.name()).idRule());
    }

    Capabilities capabilities(String name) {
        return repositories.get(name).capabilities();
    }

    FaceRepository repository(String name) {
        return repositories.get(name);
    }
}
