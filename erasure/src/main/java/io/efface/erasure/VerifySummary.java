package io.efface.erasure;

import io.efface.config.AccountDescription;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a verification. All numbers count targets. Immutable and thread-safe.
 *
 * @param job the job's name
 * @param end the reason why the verification ended
 * @param accounts how the work on each account ended, by the account's name
 * @param libraries the library at the vendor of each account that has one, by the account's name
 * @param failures the last error of each account that ended as {@code REFUSED} or {@code UNAVAILABLE}, by the account's name
 * @param done the number of targets that were {@link TargetState#DONE} when the verification began
 * @param absent the number of targets that were read and not found; their evidence is now {@code VERIFIED_ABSENT}
 * @param present the number of targets that several reads found; their state is now {@link TargetState#PRESENT}
 * @param unreadable the number of targets whose read failed, or whose account cannot read people
 * @param left the number of targets that were chosen and not read, because the verification or the account ended first
 * @param sample the result of a sample; empty if all targets were to be read
 * @param counts the numbers of the job's rows after the verification
 * @param finallySealed whether the receipts end with a final seal, which states that no work is left
 */
public record VerifySummary(
        String job,
        RunEnd end,
        Map<String, AccountEnd> accounts,
        Map<String, String> libraries,
        Map<String, AccountFailure> failures,
        long done,
        long absent,
        long present,
        long unreadable,
        long left,
        Optional<Sample> sample,
        JobCounts counts,
        boolean finallySealed) {
    /**
     * The result of reading only a sample of the done targets. The sample gives an upper bound for the share of targets that still exist.
     * Only the targets that were read count as verified.
     *
     * @param percent the probability in percent with which each done target was chosen
     * @param drawn the number of targets that were chosen
     * @param read the number of chosen targets whose read succeeded
     * @param present the number of chosen targets that were found
     * @param bound the upper bound, from 0 to 1, for the share of targets that still exist among the done targets that can be read. Its
     *     confidence is 95 percent (the method of Clopper and Pearson). The bound is 1 if the sample was not read completely
     */
    public record Sample(double percent, long drawn, long read, long present, double bound) {}

    /** Copies the maps. */
    public VerifySummary {
        failures = Map.copyOf(failures);
        accounts = Map.copyOf(accounts);
        libraries = Map.copyOf(libraries);
    }

    /** Returns an account's name, followed by the library if the account has one. */
    public String label(String account) {
        return AccountDescription.label(account, Optional.ofNullable(libraries.get(account)));
    }

    /** Returns whether all done targets were read and not found. Always false for a sample. */
    public boolean isVerified() {
        return sample.isEmpty()
                && end == RunEnd.FINISHED
                && done == absent
                && present == 0
                && unreadable == 0
                && left == 0;
    }

    /** Returns whether an account ended as {@link AccountEnd#REFUSED}. */
    public boolean hasRefusedAccount() {
        return accounts.containsValue(AccountEnd.REFUSED);
    }
}
