package io.efface.erasure;

import io.efface.config.AccountDescription;
import java.util.Map;
import java.util.Optional;

/**
 * What a verification came to. Immutable and thread-safe.
 *
 * @param job the job's name
 * @param end why it ended
 * @param accounts how each account's part ended, by account
 * @param libraries the library at the vendor of each account that is in one, by account
 * @param failures the error of each account that ended as {@code REFUSED} or {@code UNAVAILABLE}, by account
 * @param settled targets that were done when it began
 * @param absent targets read and not found: their evidence is a read now
 * @param present targets found again and again: they are not done any more
 * @param unreadable targets whose read failed, or whose account cannot be read at all
 * @param left targets that were chosen and not read, because it ended or an account refused
 * @param sample what a sample says of the rest, or empty if everything was to be read
 * @param counts where the job stands now
 * @param finallySealed whether the receipts end with a final seal
 */
public record VerifySummary(
        String job,
        RunEnd end,
        Map<String, AccountEnd> accounts,
        Map<String, String> libraries,
        Map<String, AccountFailure> failures,
        long settled,
        long absent,
        long present,
        long unreadable,
        long left,
        Optional<Sample> sample,
        JobCounts counts,
        boolean finallySealed) {
    /**
     * What a sample says. It bounds a share, and verifies only the targets that were read.
     *
     * @param percent the share that each target had of being drawn
     * @param drawn targets drawn
     * @param read those of them that were read
     * @param present those of them that were found
     * @param bound with 95 % confidence no more than this share of all settled targets is still present, from 0 to 1: the upper limit
     *     of Clopper and Pearson. It speaks of those that can be read; 1 if the sample was not read to its end
     */
    public record Sample(double percent, long drawn, long read, long present, double bound) {}

    /** Copies the maps. */
    public VerifySummary {
        failures = Map.copyOf(failures);
        accounts = Map.copyOf(accounts);
        libraries = Map.copyOf(libraries);
    }

    /** Returns an account's name, with the library where there is one. */
    public String label(String account) {
        return AccountDescription.label(account, Optional.ofNullable(libraries.get(account)));
    }

    /** Returns whether every settled target was read and not found; never for a sample. */
    public boolean isVerified() {
        return sample.isEmpty()
                && end == RunEnd.FINISHED
                && settled == absent
                && present == 0
                && unreadable == 0
                && left == 0;
    }

    /** Returns whether an account refused until its probes were used up. */
    public boolean hasRefusedAccount() {
        return accounts.containsValue(AccountEnd.REFUSED);
    }
}
