package io.efface.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether two accounts of the configuration are the same account at the vendor. If they are the same and no {@code same-as} states
 * this, the accounts are rejected. Wrong values of {@code same-as} are rejected, too. If it is uncertain whether two accounts are the same,
 * a warning is reported.
 */
final class SameAccounts {
    private final Map<String, AccountPlan> plans;
    private final Set<String> configuredNames;
    private final Problems problems;

    /**
     * Creates a check of accounts.
     *
     * @param configuredNames the names of all configured accounts, including the accounts that have no plan because of other problems
     */
    SameAccounts(Map<String, AccountPlan> plans, Set<String> configuredNames, Problems problems) {
        this.plans = new TreeMap<>(plans);
        this.configuredNames = configuredNames;
        this.problems = problems;
    }

    void check() {
        boolean areDeclarationsValid = true;
        for (AccountPlan plan : plans.values()) {
            areDeclarationsValid &= isDeclarationValid(plan);
        }
        if (areDeclarationsValid) {
            plans.values().forEach(this::checkUndeclared);
        }
    }

    /**
     * Returns a warning if two accounts may be the same account at the vendor but their keys do not prove this; otherwise empty.
     *
     * @param planned the names of the accounts that are checked now. If both accounts are in this set, only the later account in
     *     alphabetical order gets the warning
     */
    Optional<String> warning(AccountPlan plan, Set<String> planned) {
        return plans.values().stream()
                .filter(other -> !other.name().equals(plan.name()))
                .filter(other -> !planned.contains(other.name()) || other.name().compareTo(plan.name()) < 0)
                .filter(other -> mayBeSameAccount(plan, other))
                .findFirst()
                .map(other -> Keys.ACCOUNTS + plan.name() + ": has the same provider"
                        + (haveLibraries(plan, other) ? ", place and library" : " and place") + " as '" + other.name()
                        + "', and "
                        + (declareSameGroup(plan, other)
                                ? "the same quota-group"
                                : "at least one of the two keys is not known yet")
                        + "; if both are one account at the vendor, set " + Keys.of(plan.name(), Keys.SAME_AS) + " = "
                        + other.name() + "; otherwise give each account a different quota-group");
    }

    /**
     * Accounts of the provider {@code memory} are never reported, because they have no keys by which to compare them, and each account may
     * have a separate memory.
     */
    private static boolean mayBeSameAccount(AccountPlan one, AccountPlan other) {
        if (one.sameAs() != null
                || other.sameAs() != null
                || !one.isSamePlace(other)
                || one.config().provider().equals(AccountPlanner.MEMORY)) {
            return false;
        }
        boolean declaredApart = one.quotaGroup() != null
                && other.quotaGroup() != null
                && !one.quotaGroup().equals(other.quotaGroup());
        return declareSameGroup(one, other) || (!bothKeysKnown(one, other) && !declaredApart);
    }

    private static boolean declareSameGroup(AccountPlan one, AccountPlan other) {
        return one.quotaGroup() != null && one.quotaGroup().equals(other.quotaGroup());
    }

    private static boolean bothKeysKnown(AccountPlan one, AccountPlan other) {
        return one.config().keyFingerprint().isPresent()
                && other.config().keyFingerprint().isPresent();
    }

    private boolean isDeclarationValid(AccountPlan plan) {
        String named = plan.sameAs();
        if (named == null) {
            return true;
        }
        AccountPlan other = plans.get(named);
        if (other == null && configuredNames.contains(named)) {
            return false;
        }
        if (other == null) {
            Set<String> others = new HashSet<>(plans.keySet());
            others.remove(plan.name());
            return rejected(
                    plan,
                    Keys.quotedWord(named) + "is not a configured account" + Suggestion.didYouMean(named, others));
        }
        if (root(plan) == null) {
            return rejected(
                    plan, "the accounts name each other in a circle; remove same-as from one of these accounts");
        }
        boolean hasOtherKey =
                bothKeysKnown(plan, other) && !plan.isSameAccount(other) && !declareSameGroup(plan, other);
        if (!plan.isSamePlace(other) || hasOtherKey) {
            return rejected(
                    plan,
                    "'" + named + "' has another provider, key"
                            + (haveLibraries(plan, other) ? ", place or library" : " or place")
                            + ", so it is not the same account");
        }
        return true;
    }

    private static boolean haveLibraries(AccountPlan one, AccountPlan other) {
        return one.config().library().isPresent() || other.config().library().isPresent();
    }

    private boolean rejected(AccountPlan plan, String problem) {
        problems.add(plan.place().text(), Keys.of(plan.name(), Keys.SAME_AS), problem);
        return false;
    }

    private void checkUndeclared(AccountPlan plan) {
        for (AccountPlan earlier : plans.values()) {
            if (earlier.name().equals(plan.name())) {
                return;
            }
            AccountPlan root = root(plan);
            if (earlier.isSameAccount(plan) && (root == null || !root.equals(root(earlier)))) {
                problems.add(
                        plan.place().text(),
                        Keys.ACCOUNTS + plan.name(),
                        "has the same provider, key"
                                + (haveLibraries(plan, earlier) ? ", place and library" : " and place")
                                + " as '" + earlier.name() + "'; if this is intended, set "
                                + Keys.of(plan.name(), Keys.SAME_AS) + " = " + earlier.name());
                return;
            }
        }
    }

    /** Returns the account at the end of the chain of {@code same-as}, or null if the chain is a circle or ends at an unknown account. */
    private @Nullable AccountPlan root(AccountPlan plan) {
        Set<String> seen = new HashSet<>();
        AccountPlan at = plan;
        while (at != null && at.sameAs() != null) {
            if (!seen.add(at.name())) {
                return null;
            }
            at = plans.get(at.sameAs());
        }
        return at;
    }
}
