package io.efface.cli.command;

import io.efface.config.AccountDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds likely mistakes in accounts that are correct separately: one library configured twice, or one quota counted twice. */
final class AccountsReview {
    private AccountsReview() {}

    /** Returns warnings by account name, one sentence each. A warning about several accounts is listed under the last of them only. */
    static Map<String, List<String>> warnings(List<AccountDescription> accounts) {
        Map<String, List<String>> warnings = new TreeMap<>();
        for (AccountDescription account : accounts) {
            List<AccountDescription> earlier = accounts.subList(0, accounts.indexOf(account)).stream()
                    .filter(other -> other.provider().equals(account.provider()))
                    .toList();
            List<String> own = new ArrayList<>();
            addSharedKeyWarnings(account, earlier, own);
            quotas(account, accounts, own);
            warnings.put(account.name(), List.copyOf(own));
        }
        return warnings;
    }

    /** Accounts that name libraries are not compared: the vendor reports a library that does not exist. */
    private static void addSharedKeyWarnings(
            AccountDescription account, List<AccountDescription> earlier, List<String> warnings) {
        for (AccountDescription other : earlier) {
            if (account.sameAs().isEmpty()
                    && other.sameAs().isEmpty()
                    && account.keyFingerprint().isPresent()
                    && account.keyFingerprint().equals(other.keyFingerprint())
                    && (account.library().isEmpty() || other.library().isEmpty())) {
                warnings.add(
                        "accounts " + other.name() + " and " + account.name() + " use the same key in two places ("
                                + other.where() + "; " + account.where()
                                + "); check that both places have a face library, since deleting from an empty one looks like success");
            }
        }
    }

    /** Groups that were set with quota-group are intended, so only default groups are compared. */
    private static void quotas(AccountDescription account, List<AccountDescription> all, List<String> warnings) {
        List<AccountDescription> ofProvider = all.stream()
                .filter(other -> other.provider().equals(account.provider()))
                .toList();
        boolean isLast = ofProvider.get(ofProvider.size() - 1).equals(account);
        long groups = ofProvider.stream()
                .map(AccountDescription::quotaGroup)
                .distinct()
                .count();
        if (isLast && groups > 1 && ofProvider.stream().anyMatch(AccountsReview::hasDefaultGroup)) {
            String names = ofProvider.stream().map(AccountDescription::name).collect(Collectors.joining(", "));
            warnings.add("accounts " + names + " of provider " + account.provider()
                    + " have different keys or quota groups, or keys that are fetched later; if these belong to one account at the"
                    + " vendor, which counts calls per account, give them one quota-group");
        }
    }

    /** The default group is the provider and the key. If the key is unknown, the key's program or the account's name takes its place. */
    private static boolean hasDefaultGroup(AccountDescription account) {
        String provider = account.provider() + " ";
        return account.keyFingerprint().isPresent()
                ? account.quotaGroup()
                        .equals(provider + account.keyFingerprint().get())
                : account.quotaGroup().equals(provider + "account " + account.name())
                        || account.quotaGroup().startsWith(provider + "program ");
    }
}
