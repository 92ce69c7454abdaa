package io.efface.erasure;

import io.efface.config.AccountDescription;
import io.efface.erasure.internal.ledger.TargetNumber;
import java.util.List;
import java.util.Optional;

/**
 * A preview of a run: for a dry run, and for the operator's confirmation. Immutable and thread-safe.
 *
 * @param job the job's name
 * @param digest the SHA-256 of the plan in hex
 * @param planned the number of the job's targets that are not held, including erased targets
 * @param plannedAtFirst the number of targets at the end of planning, or after the last removal from the hold list if that happened later.
 *     This number is higher than {@code planned} if targets were put on the hold list after that time
 * @param accounts the job's accounts in the order of the plan
 */
public record RunPreview(String job, String digest, long planned, long plannedAtFirst, List<Account> accounts) {
    /**
     * The part of the preview that concerns one account.
     *
     * @param name the account's name in the configuration
     * @param provider the provider's name
     * @param place the region and the endpoint
     * @param library the library at the vendor; empty if the account has no library
     * @param planned the number of the account's targets that are not held, including erased targets
     * @param takes the number of these targets that the run would process. Targets on the hold list do not count
     */
    public record Account(
            String name, String provider, String place, Optional<String> library, long planned, long takes) {
        /** Returns the location, followed by the library if the account has one, in one line of text. */
        public String where() {
            return AccountDescription.where(place, library);
        }
    }

    /** Copies the list. */
    public RunPreview {
        accounts = List.copyOf(accounts);
    }

    /**
     * Returns whether the job has the number of targets that the operator expects. This is the case if the expected number equals {@code
     * planned} or {@code plannedAtFirst}, because the operator may have expected the job as it was before further targets were put on the
     * hold list.
     */
    public boolean isExpectedBy(long targets) {
        return new TargetNumber(planned, plannedAtFirst).isExpectedBy(targets);
    }

    /** Returns the number of targets that the run would process. */
    public long takes() {
        return accounts.stream().mapToLong(Account::takes).sum();
    }
}
