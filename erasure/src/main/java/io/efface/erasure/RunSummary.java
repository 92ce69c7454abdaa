package io.efface.erasure;

import io.efface.config.AccountDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run came to. Immutable and thread-safe.
 *
 * @param job the job's name
 * @param end why it ended
 * @param accounts how each account's part ended, by account
 * @param libraries the library at the vendor of each account that is in one, by account
 * @param taken what this run did
 * @param failures the error of each account that ended as {@code REFUSED} or {@code UNAVAILABLE}, by account
 * @param unresolved the job's targets that were tried and may succeed in another run; the first 20 by line
 * @param counts where the job stands now
 * @param finallySealed whether the receipts end with a final seal: nothing is left to do, and they are complete
 */
public record RunSummary(
        String job,
        RunEnd end,
        Map<String, AccountEnd> accounts,
        Map<String, String> libraries,
        EraseProgress taken,
        Map<String, AccountFailure> failures,
        List<UnresolvedTarget> unresolved,
        JobCounts counts,
        boolean finallySealed) {
    /** Copies the maps and the list. */
    public RunSummary {
        failures = Map.copyOf(failures);
        unresolved = List.copyOf(unresolved);
        accounts = Map.copyOf(accounts);
        libraries = Map.copyOf(libraries);
    }

    /** Returns an account's name, with the library where there is one. */
    public String label(String account) {
        return AccountDescription.label(account, Optional.ofNullable(libraries.get(account)));
    }

    /** Returns whether a safety stop ended an account's part. */
    public boolean hasSafetyStop() {
        return accounts.values().stream().anyMatch(AccountEnd::isSafetyStop);
    }

    /** Returns whether an account could not be reached, asked for a later repeat, or kept failing, until it was given up. */
    public boolean hasUnavailableAccount() {
        return accounts.containsValue(AccountEnd.UNAVAILABLE);
    }

    /** Returns whether an account refused until its probes were used up. */
    public boolean hasRefusedAccount() {
        return accounts.containsValue(AccountEnd.REFUSED);
    }

    /** Returns whether another run would take something: what is open, as {@link JobCounts#open()} counts it. */
    public boolean isWorkLeft() {
        return counts.open() > 0;
    }
}
