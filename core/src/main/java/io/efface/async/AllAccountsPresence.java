package io.efface.async;

import io.efface.FaceException;
import io.efface.FindPersonResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A read-back in several accounts: one answer for each. Immutable and thread-safe; {@code toString} shows no id.
 *
 * @param accounts the answers by account, in the order of the accounts; never empty
 */
public record AllAccountsPresence(Map<String, AccountAnswer<FindPersonResult>> accounts) {
    /** Copies the map and keeps its order. */
    public AllAccountsPresence {
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    }

    /** Returns whether every account was read and none holds the person; an account that failed is no proof. */
    public boolean isAbsentFromAll() {
        return accounts.values().stream()
                .allMatch(answer ->
                        answer.success().filter(FindPersonResult::isAbsent).isPresent());
    }

    /** Returns the accounts that hold the person, in order. */
    public Set<String> presentIn() {
        return accounts.values().stream()
                .filter(answer ->
                        answer.success().filter(FindPersonResult::isPresent).isPresent())
                .map(AccountAnswer::account)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    }

    /** Returns the errors by account, in the order of the accounts; empty if every account could be read. */
    public Map<String, FaceException> failures() {
        return AllAccounts.failures(accounts);
    }
}
