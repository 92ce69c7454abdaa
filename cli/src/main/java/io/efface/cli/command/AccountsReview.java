package io.efface.cli.command;

import io.efface.cli.output.LibraryTexts;
import io.efface.cli.process.Message;
import io.efface.config.AccountDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds likely mistakes that only a comparison of accounts shows: a key that is used in a wrong place, or a quota that is counted twice.
 */
final class AccountsReview {
    private AccountsReview() {}

    /** Returns warnings by account name, one sentence each. A warning about several accounts is listed under the last of them only. */
    static Map<String, List<Message>> warnings(List<AccountDescription> accounts) {
        Map<String, List<Message>> warnings = new TreeMap<>();
        for (AccountDescription account : accounts) {
            List<AccountDescription> earlier = accounts.subList(0, accounts.indexOf(account)).stream()
                    .filter(other -> other.provider().equals(account.provider()))
                    .toList();
            List<Message> own = new ArrayList<>();
            addSharedKeyWarnings(account, earlier, own);
            addQuotaGroupWarning(account, accounts, own);
            warnings.put(account.name(), List.copyOf(own));
        }
        return warnings;
    }

    /** Adds no warning about two accounts that both name a library, because the vendor reports an error if a library does not exist. */
    private static void addSharedKeyWarnings(
            AccountDescription account, List<AccountDescription> earlier, List<Message> warnings) {
        for (AccountDescription other : earlier) {
            if (account.sameAs().isEmpty()
                    && other.sameAs().isEmpty()
                    && account.keyFingerprint().isPresent()
                    && account.keyFingerprint().equals(other.keyFingerprint())
                    && (account.library().isEmpty() || other.library().isEmpty())) {
                warnings.add(Message.of(
                        "accounts {0} and {1} use the same key in two places ({2}; {3}); check that both places have a"
                                + " face library, because a deletion in a place without a library looks like success",
                        other.name(),
                        account.name(),
                        LibraryTexts.where(other.place(), other.library()),
                        LibraryTexts.where(account.place(), account.library())));
            }
        }
    }

    /** Adds no warning if every account of the provider sets {@code quota-group}, because the groups are then intended. */
    private static void addQuotaGroupWarning(
            AccountDescription account, List<AccountDescription> all, List<Message> warnings) {
        List<AccountDescription> ofProvider = all.stream()
                .filter(other -> other.provider().equals(account.provider()))
                .toList();
        boolean isLast = ofProvider.get(ofProvider.size() - 1).equals(account);
        long groups = ofProvider.stream()
                .map(AccountDescription::quotaGroup)
                .distinct()
                .count();
        if (isLast && groups > 1 && ofProvider.stream().anyMatch(AccountsReview::hasDefaultGroup)) {
            List<String> names =
                    ofProvider.stream().map(AccountDescription::name).toList();
            warnings.add(Message.of(
                    "accounts {0} of provider {1} have different keys or quota groups, or keys that are fetched"
                            + " later; if these accounts are the same account at the vendor, give them the same quota-group,"
                            + " because the vendor counts calls per account",
                    names, account.provider()));
        }
    }

    /**
     * Returns whether an account is in its default quota group. The name of this group consists of the provider and the key's fingerprint.
     * If the key is fetched only when it is needed, the program that fetches the key, or the name of the account, replaces the fingerprint.
     */
    private static boolean hasDefaultGroup(AccountDescription account) {
        String provider = account.provider() + " ";
        return account.keyFingerprint().isPresent()
                ? account.quotaGroup()
                        .equals(provider + account.keyFingerprint().get())
                : account.quotaGroup().equals(provider + "account " + account.name())
                        || account.quotaGroup().startsWith(provider + "program ");
    }
}
