package io.efface.cli.command;

import io.efface.config.AccountDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds likely mistakes between the accounts of a configuration: one library twice, or one quota counted twice. */
final class AccountsReview {
    private AccountsReview() {}

    /** Returns warnings by account, one sentence each; what concerns several accounts is with the last of them only. */
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

    /** A vendor that has libraries reports one that does not exist, so that two of them are no mistake. */
    private static void addSharedKeyWarnings(
            AccountDescription account, List<AccountDescription> earlier, List<String> warnings) {
        for (AccountDescription other : earlier) {
            if (account.sameAs().isEmpty()
                    && other.sameAs().isEmpty()
                    && account.keyFingerprint().isPresent()
                    && account.keyFingerprint().equals(other.keyFingerprint())
                    && (account.library().isEmpty() || other.library().isEmpty())) {
                warnings.add("accounts " + other.name() + " and " + account.name() + " have one key and two places ("
                        + other.where() + "; " + account.where()
                        + "); check that both have a face library, since an empty one looks like success");
            }
        }
    }

    /** Accounts with different groups on purpose have a group by the setting each. */
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

    /** The default group is provider and key; if the key is not known, the program that prints it or the account's name. */
    private static boolean hasDefaultGroup(AccountDescription account) {
        String provider = account.provider() + " ";
        return account.keyFingerprint().isPresent()
                ? account.quotaGroup()
                        .equals(provider + account.keyFingerprint().get())
                : account.quotaGroup().equals(provider + "account " + account.name())
                        || account.quotaGroup().startsWith(provider + "program ");
    }
}
