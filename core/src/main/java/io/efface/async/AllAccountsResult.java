package io.efface.async;

import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.Evidence;
import io.efface.FaceException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The results of deleting a person in several accounts. Immutable and thread-safe; {@code toString} shows no id.
 *
 * @param accounts the results by account name, in the order of the accounts; never empty
 */
public record AllAccountsResult(Map<String, AccountResult<DeletePersonResult>> accounts) {
    /** Copies the map; the copy keeps the order. */
    public AllAccountsResult {
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    }

    /** Returns whether the deletion succeeded in every account with at least the given evidence. */
    public boolean isComplete(Evidence atLeast) {
        Objects.requireNonNull(atLeast, "atLeast");
        return accounts.values().stream()
                .allMatch(result -> result.success()
                        .filter(deleted -> deleted.evidence().isAtLeast(atLeast))
                        .isPresent());
    }

    /** Returns the errors by account name, in the order of the accounts; empty if every deletion succeeded. */
    public Map<String, FaceException> failures() {
        return AllAccounts.failures(accounts);
    }

    /** Returns the combined effect of the errors. {@code NONE} means that no failed call can have deleted the person. */
    public Effect effectOfFailures() {
        return failures().values().stream().map(FaceException::effect).reduce(Effect.NONE, Effect::and);
    }
}
