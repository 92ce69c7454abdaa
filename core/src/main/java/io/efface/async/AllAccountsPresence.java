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
 * The results of reading a person in several accounts. Immutable and thread-safe; {@code toString} shows no id.
 *
 * @param accounts the results by account name, in the order of the accounts; never empty
 */
public record AllAccountsPresence(Map<String, AccountResult<FindPersonResult>> accounts) {
    /** Copies the map; the copy keeps the order. */
    public AllAccountsPresence {
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    }

    /**
     * Returns whether the read of every account succeeded and did not find the person. If the read of an account failed, this method
     * returns false.
     */
    public boolean isAbsentFromAll() {
        return accounts.values().stream()
                .allMatch(result ->
                        result.success().filter(FindPersonResult::isAbsent).isPresent());
    }

    /** Returns the names of the accounts in which the read found the person, in the order of the accounts. */
    public Set<String> presentIn() {
        return accounts.values().stream()
                .filter(result ->
                        result.success().filter(FindPersonResult::isPresent).isPresent())
                .map(AccountResult::account)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    }

    /** Returns the errors by account name, in the order of the accounts; empty if every read succeeded. */
    public Map<String, FaceException> failures() {
        return AllAccounts.failures(accounts);
    }
}
