package io.efface.erasure;

import io.efface.config.AccountDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a run. Immutable and thread-safe.
 *
 * @param job the job's name
 * @param end the reason why the run ended
 * @param accounts how the work on each account ended, by the account's name
 * @param manyAbsent the accounts of which more targets were absent than {@link RunOptions#maxAbsentPercent()} allows, but no target is left
 *     that a run could process. They end as {@link AccountEnd#FINISHED}, but the region or the access key may be wrong
 * @param libraries the library at the vendor of each account that has one, by the account's name
 * @param taken the numbers of targets that this run processed, by outcome
 * @param failures the last error of each account that ended as {@code REFUSED} or {@code UNAVAILABLE}, by the account's name
 * @param unresolved the targets that were attempted and may succeed in another run, in the order of their lines, at most the first 20
 * @param sheet the number of the workbook's sheet whose rows the unresolved targets name, as {@link JobStatus#sheet()}
 * @param counts the numbers of the job's rows after the run
 * @param finallySealed whether the receipts end with a final seal, which states that no work is left
 */
public record RunSummary(
        String job,
        RunEnd end,
        Map<String, AccountEnd> accounts,
        List<String> manyAbsent,
        Map<String, String> libraries,
        EraseProgress taken,
        Map<String, AccountFailure> failures,
        List<UnresolvedTarget> unresolved,
        Optional<Integer> sheet,
        JobCounts counts,
        boolean finallySealed) {
    /** Copies the collections. */
    public RunSummary {
        failures = Map.copyOf(failures);
        unresolved = List.copyOf(unresolved);
        accounts = Map.copyOf(accounts);
        manyAbsent = List.copyOf(manyAbsent);
        libraries = Map.copyOf(libraries);
    }

    /** Returns an account's name, followed by the library if the account has one. */
    public String label(String account) {
        return AccountDescription.label(account, Optional.ofNullable(libraries.get(account)));
    }

    /** Returns whether a safety stop ended an account. */
    public boolean hasSafetyStop() {
        return accounts.values().stream().anyMatch(AccountEnd::isSafetyStop);
    }

    /** Returns whether an account ended as {@link AccountEnd#UNAVAILABLE}. */
    public boolean hasUnavailableAccount() {
        return accounts.containsValue(AccountEnd.UNAVAILABLE);
    }

    /** Returns whether an account ended as {@link AccountEnd#REFUSED}. */
    public boolean hasRefusedAccount() {
        return accounts.containsValue(AccountEnd.REFUSED);
    }

    /** Returns whether another run would process targets: the open targets that {@link JobCounts#open()} counts. */
    public boolean isWorkLeft() {
        return counts.open() > 0;
    }
}
