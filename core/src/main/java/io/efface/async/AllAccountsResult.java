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
 * A person's deletion in several accounts: one answer for each. Immutable and thread-safe; {@code toString} shows no id.
 *
 * @param accounts the answers by account, in the order of the accounts; never empty
 */
public record AllAccountsResult(Map<String, AccountAnswer<DeletePersonResult>> accounts) {
    /** Copies the map and keeps its order. */
    public AllAccountsResult {
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    }

    /** Returns whether every account says that the person is gone, each with at least this evidence. */
    public boolean isComplete(Evidence atLeast) {
        Objects.requireNonNull(atLeast, "atLeast");
        return accounts.values().stream()
                .allMatch(answer -> answer.success()
                        .filter(result -> result.evidence().isAtLeast(atLeast))
                        .isPresent());
    }

    /** Returns the errors by account, in the order of the accounts; empty if every account succeeded. */
    public Map<String, FaceException> failures() {
        return AllAccounts.failures(accounts);
    }

    /** Returns the effect of the failures together: {@code NONE} means that no failed account may have deleted the person. */
    public Effect effectOfFailures() {
        return failures().values().stream().map(FaceException::effect).reduce(Effect.NONE, Effect::and);
    }
}
