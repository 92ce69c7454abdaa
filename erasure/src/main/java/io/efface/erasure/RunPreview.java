package io.efface.erasure;

import io.efface.config.AccountDescription;
import io.efface.erasure.internal.ledger.TargetNumber;
import java.util.List;
import java.util.Optional;

/**
 * What a run would take: for a dry run, and for the operator to confirm. Immutable and thread-safe.
 *
 * @param job the job's name
 * @param digest SHA-256 of what was planned, in hex
 * @param planned the job's targets, erased ones included
 * @param plannedAtFirst how many targets there were when the job was planned or a hold was lifted last; more than now if some are held since
 * @param accounts in the order of the plan
 */
public record RunPreview(String job, String digest, long planned, long plannedAtFirst, List<Account> accounts) {
    /**
     * One account's part.
     *
     * @param place region and endpoint in the provider's words
     * @param library the library at the vendor, or empty
     * @param planned the account's targets, erased ones included
     * @param takes how many of them the run would take now, without those on hold
     */
    public record Account(
            String name, String provider, String place, Optional<String> library, long planned, long takes) {
        /** Returns the place, with the library where there is one, as one line for people. */
        public String where() {
            return AccountDescription.where(place, library);
        }
    }

    /** Copies the list. */
    public RunPreview {
        accounts = List.copyOf(accounts);
    }

    /**
     * Returns whether somebody who expects this many targets means this job: as many as there are now, or as there were when it was
     * planned, or a hold was lifted last, if some are held since.
     */
    public boolean isExpectedBy(long targets) {
        return new TargetNumber(planned, plannedAtFirst).isExpectedBy(targets);
    }

    /** Returns how many targets the run would take. */
    public long takes() {
        return accounts.stream().mapToLong(Account::takes).sum();
    }
}
