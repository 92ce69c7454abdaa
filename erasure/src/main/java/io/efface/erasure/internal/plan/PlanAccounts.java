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

/** The accounts that the rows of a plan may name, numbered in alphabetical order. For one thread. */
final class PlanAccounts {
    private final FaceRepositories repositories;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<Integer, AccountDescription> descriptions = new LinkedHashMap<>();
    private final Set<String> chosen;
    /**
     * The names of the plan's accounts that were checked so far. The key of each name is the account at the end of the chain of {@code
     * same-as} settings: accounts with the same key are the same account at the vendor.
     */
    private final Map<String, String> byIdentity = new HashMap<>();

    private final BitSet planned = new BitSet();
    private final Map<Integer, CheckedRule> rules = new HashMap<>();

    private record CheckedRule(IdCheck check, IdRule rule) {}

    /** The result of comparing a person id with the vendor's rule for ids. */
    enum IdFit {
        /** The rule allows the id, or the account does not check ids. */
        FITS,
        /** The rule does not allow the id, and the row is planned with a mark. */
        MARKED,
        /** The rule does not allow the id, and the row is refused. */
        REFUSED
    }

    /**
     * Creates an instance for the chosen accounts, or for all configured accounts if none are chosen.
     *
     * @throws ErasureException of reason {@code CONFIGURATION} if a chosen account is not configured, or if two chosen accounts are the
     *     same at the vendor
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
                    missing.size() + " of the chosen accounts are not configured; configured: " + quoted(known));
        }
        int number = 0;
        for (String name : chosen.isEmpty() ? known : new TreeSet<>(chosen)) {
            number++;
            numbers.put(name, number);
            descriptions.put(number, repositories.describe(name));
            if (!chosen.isEmpty()) {
                requireDistinct(name);
                planned.set(number);
            }
        }
    }

    /**
     * Adds an account of the plan, and checks that no other account of the plan is the same at the vendor. If two accounts were the same,
     * people who were deleted through the first account would be reported as absent in the second account.
     */
    private void requireDistinct(String name) {
        String other = byIdentity.putIfAbsent(identityAtVendor(name), name);
        if (other != null && !other.equals(name)) {
            throw new ErasureException(
                    Reason.CONFIGURATION,
                    "the accounts " + quoted(new TreeSet<>(List.of(name, other)))
                            + " are the same at the vendor, where no person can be deleted twice; choose one of them");
        }
    }

    /** Returns the account at the end of a chain of {@code same-as}. The configuration rejects chains that form a circle. */
    private String identityAtVendor(String name) {
        String at = name;
        for (String same = name;
                !same.isEmpty();
                same = repositories.describe(at).sameAs().orElse("")) {
            at = same;
        }
        return at;
    }

    /** Returns the names of all configured accounts for a message. */
    String configured() {
        return quoted(new TreeSet<>(repositories.accounts()));
    }

    private static String quoted(Collection<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    /** Returns whether the plan has chosen accounts. A row without an account then applies to all chosen accounts. */
    boolean areChosen() {
        return !chosen.isEmpty();
    }

    /** Returns whether an account is configured. It need not be chosen. */
    boolean isConfigured(String name) {
        return repositories.accounts().contains(name);
    }

    /**
     * Returns the number of an account, or null if no row may name the account.
     *
     * @throws ErasureException of reason {@code CONFIGURATION} if another account of the plan is the same at the vendor
     */
    @Nullable Integer number(String name) {
        Integer number = numbers.get(name);
        if (number != null && !planned.get(number)) {
            requireDistinct(name);
            planned.set(number);
        }
        return number;
    }

    /**
     * Returns the number of an account that rows may name.
     *
     * @throws IllegalStateException if no row may name the account
     */
    int numberOf(String name) {
        Integer number = number(name);
        if (number == null) {
            throw new IllegalStateException("the caller must check the account first");
        }
        return number;
    }

    /** Returns the numbers of the chosen accounts. A row without an account applies to each of these accounts. */
    Collection<Integer> chosen() {
        return chosen.isEmpty() ? List.of() : numbers.values();
    }

    /**
     * Returns the accounts of the plan by number: the chosen accounts, including accounts without rows; if no accounts are chosen, the
     * accounts that rows name.
     */
    Map<Integer, AccountDescription> planned() {
        Map<Integer, AccountDescription> some = new LinkedHashMap<>(descriptions);
        some.keySet().removeIf(number -> !planned.get(number));
        return some;
    }

    /** Compares a person id with the vendor's rule for ids, and applies the account's setting {@code id-check}. */
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
