package io.efface.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks that no two accounts are one and the same at the vendor without saying so. */
final class SameAccounts {
    private final Map<String, AccountPlan> plans;
    private final Set<String> unchecked;
    private final Problems problems;

    /**
     * Checks these accounts.
     *
     * @param unchecked the names of the accounts that have problems of their own, of which nothing more can be said
     */
    SameAccounts(Map<String, AccountPlan> plans, Set<String> unchecked, Problems problems) {
        this.plans = new TreeMap<>(plans);
        this.unchecked = unchecked;
        this.problems = problems;
    }

    void check() {
        boolean declarationsHold = true;
        for (AccountPlan plan : plans.values()) {
            declarationsHold &= holds(plan);
        }
        if (declarationsHold) {
            plans.values().forEach(this::checkUndeclared);
        }
    }

    private boolean holds(AccountPlan plan) {
        String named = plan.sameAs();
        if (named == null) {
            return true;
        }
        AccountPlan other = plans.get(named);
        if (other == null && unchecked.contains(named)) {
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
            return rejected(plan, "the accounts name each other in a circle; one of them must stand for itself");
        }
        boolean bothKeysKnown = plan.config().keyFingerprint().isPresent()
                && other.config().keyFingerprint().isPresent();
        if (!plan.isSamePlace(other) || (bothKeysKnown && !plan.isSameAccount(other))) {
            return rejected(
                    plan,
                    "'" + named + "' has another provider, key"
                            + (inLibraries(plan, other) ? ", place or library" : " or place")
                            + ", so it is not the same account");
        }
        return true;
    }

    private static boolean inLibraries(AccountPlan one, AccountPlan other) {
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
                                + (inLibraries(plan, earlier) ? ", place and library" : " and place")
                                + " as '" + earlier.name() + "'; if that is meant, set "
                                + Keys.of(plan.name(), Keys.SAME_AS) + " = " + earlier.name());
                return;
            }
        }
    }

    /** Returns the account that stands for this one, or null if the names run in a circle or into nothing. */
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
