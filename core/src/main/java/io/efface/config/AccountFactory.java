package io.efface.config;

import io.efface.FaceException;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayersContext;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.StepsRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks the settings of accounts and opens the accounts. If there is a problem, no account is opened, and all problems are reported
 * together.
 */
final class AccountFactory {
    private final AccountPlanner planner;
    private final Services services;
    private final Warnings warnings;

    AccountFactory(AccountPlanner planner, Services services, Warnings warnings) {
        this.planner = planner;
        this.services = services;
        this.warnings = warnings;
    }

    /**
     * Checks the accounts of the configuration and the accounts that are built in code.
     *
     * @param others the accounts that are already open
     * @return the plans of the accounts without problems, by name
     */
    Map<String, AccountPlan> plan(
            Map<String, Map<String, Entry>> configured,
            Map<String, TypedAccount> typed,
            Map<String, AccountPlan> others,
            Problems problems) {
        Map<String, AccountPlan> plans = new TreeMap<>();
        configured.forEach((name, entries) -> addIfPresent(planner.configured(name, entries, problems), plans));
        typed.forEach((name, account) -> {
            if (configured.containsKey(name)) {
                Entry first = configured.get(name).values().iterator().next();
                problems.add(first, "the account '" + name + "' is also built in code; define it in only one place");
            } else {
                addIfPresent(planner.typed(name, account, problems), plans);
            }
        });
        Map<String, AccountPlan> allPlans = new TreeMap<>(others);
        configured.keySet().forEach(allPlans::remove);
        typed.keySet().forEach(allPlans::remove);
        allPlans.putAll(plans);
        Map<String, Object> configuredAndTyped = new TreeMap<>(configured);
        configuredAndTyped.putAll(typed);
        SameAccounts sameAccounts = new SameAccounts(allPlans, configuredAndTyped.keySet(), problems);
        sameAccounts.check();
        Set<String> planned = Set.copyOf(plans.keySet());
        plans.replaceAll((name, plan) ->
                sameAccounts.warning(plan, planned).map(plan::withWarning).orElse(plan));
        return plans;
    }

    /**
     * Returns the incomplete accounts. All problems of such an account concern credentials or references, so the account can perhaps be
     * opened later. An account is also incomplete if its {@code same-as} names an incomplete account.
     */
    Map<String, Map<String, Entry>> incomplete(Map<String, Map<String, Entry>> configured) {
        Map<String, Map<String, Entry>> incomplete = new TreeMap<>();
        configured.forEach((name, entries) -> {
            Problems own = new Problems();
            if (planner.configured(name, entries, own).isEmpty() && own.onlyOfCredentials()) {
                incomplete.put(name, entries);
            }
        });
        boolean grows = !incomplete.isEmpty();
        while (grows) {
            Map<String, Map<String, Entry>> dependent = new TreeMap<>(configured);
            dependent
                    .values()
                    .removeIf(entries ->
                            sameAs(entries).filter(incomplete::containsKey).isEmpty());
            grows = !incomplete.keySet().containsAll(dependent.keySet());
            incomplete.putAll(dependent);
        }
        return incomplete;
    }

    /** Returns the name of the account that {@code same-as} names; empty if {@code same-as} is not set. */
    static Optional<String> sameAs(Map<String, Entry> entries) {
        return Optional.ofNullable(entries.get(Keys.SAME_AS)).map(Entry::value).map(String::strip);
    }

    private static void addIfPresent(Optional<AccountPlan> plan, Map<String, AccountPlan> plans) {
        plan.ifPresent(each -> plans.put(each.name(), each));
    }

    /**
     * Opens all accounts, or none if there is a problem.
     *
     * @throws FaceException of kind {@code CONFIGURATION} with all problems, including the earlier problems in {@code problems}. In this
     *     case no account stays open
     */
    List<OpenAccount> open(Map<String, AccountPlan> plans, Problems problems) {
        List<OpenAccount> opened = new ArrayList<>();
        boolean complete = false;
        try {
            if (problems.isEmpty()) {
                plans.values().forEach(plan -> open(plan, problems).ifPresent(opened::add));
            }
            problems.throwIfAny();
            plans.values().forEach(plan -> plan.warnings().forEach(warnings::warn));
            complete = true;
            return opened;
        } finally {
            if (!complete) {
                opened.forEach(OpenAccount::close);
            }
        }
    }

    private Optional<OpenAccount> open(AccountPlan plan, Problems problems) {
        ProviderRepository repositoryOfProvider = null;
        boolean succeeded = false;
        try {
            LayersContext context =
                    services.context(plan.name(), plan.config(), Optional.ofNullable(plan.quotaGroup()));
            if (plan.layers() == null && !services.interceptors().isEmpty()) {
                problems.add(
                        plan.place().text(),
                        Keys.ACCOUNTS + plan.name(),
                        "has no layers, so the interceptors would not observe its calls; remove policies = none, or open"
                                + " this account without interceptors");
                return Optional.empty();
            }
            OpenContext forProvider = context.forProvider();
            repositoryOfProvider = plan.config().open(forProvider);
            ProviderRepository hooked = new HookedProvider(repositoryOfProvider);
            AccountRepository repository = plan.layers() == null
                    ? new StepsRepository(hooked, RequestLayer.DIRECT)
                    : plan.layers().around(hooked, context);
            OpenAccount opened = new OpenAccount(plan, repository, plan.config().proxy(forProvider));
            succeeded = true;
            return Optional.of(opened);
        } catch (FaceException e) {
            problems.add(plan.place().text(), Keys.ACCOUNTS + plan.name(), Failure.described(e));
            problems.cause(e);
        } catch (RuntimeException e) {
            problems.add(
                    plan.place().text(),
                    Keys.ACCOUNTS + plan.name(),
                    "the provider fails to open: " + Failure.described(e));
        } catch (LinkageError e) {
            problems.add(plan.place().text(), Keys.ACCOUNTS + plan.name(), Failure.described(e));
        } finally {
            if (!succeeded && repositoryOfProvider != null) {
                repositoryOfProvider.close();
            }
        }
        return Optional.empty();
    }
}
