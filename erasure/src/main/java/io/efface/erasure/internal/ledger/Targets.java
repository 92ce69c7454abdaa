package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.JobCounts;
import io.efface.erasure.TargetState;
import io.efface.erasure.UnresolvedTarget;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The targets of one job, inside a transaction. Runs and verifications use this interface. Methods identify a target by the number of its
 * row.
 */
public interface Targets {
    /** Finds a target or another row by its number. */
    Optional<TargetRecord> find(long id);

    /**
     * Returns whether a row of an account names a person.
     *
     * @param personHash the keyed hash of the person's id, in hex
     */
    boolean hasPerson(int account, String personHash);

    /** Stores the progress of a target. The planned operation is not changed. */
    void store(long id, TargetRecord record);

    /**
     * Returns a page of an account's targets, sorted by number.
     *
     * @param after the number after which the page begins
     * @param limit the maximum number of targets
     * @param now the present time. If the clock was set back, {@code notBefore} of a returned target is reduced: the wait from now on is at
     *     most as long as the wait that was intended when {@code notBefore} was stored
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a target of the operation {@code DELETE_FACES} has no face that the
     *     selection reads
     */
    List<Target> page(int account, TargetSelection selection, long after, int limit, Instant now);

    /** Counts the selected targets of an account. */
    long count(int account, TargetSelection selection);

    /** Returns an account's targets in flight, by number in ascending order. */
    SortedMap<Long, TargetRecord> inFlight(int account);

    /**
     * Counts rows by account and state, in any order. Combinations without rows are left out. The count is fast, because it uses an index.
     */
    List<StateCount> counts();

    /** Counts rows by account and state, as {@link #counts} does. Reads all rows, so that a damaged index does not matter. */
    List<StateCount> recount();

    /**
     * The number of an account's rows in a state.
     *
     * @param account the account's number, or 0 for rows whose account is not known
     */
    record StateCount(int account, TargetState state, long count) {}

    /**
     * Counts all rows by state and result. Checks that the counts are consistent, and that the selections of targets together leave out no
     * row.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a row is missing or counted twice, if a target is done without an
     *     outcome, or if the selections together leave out a row
     */
    JobCounts summary();

    /**
     * Checks three conditions: every row can be found by its account and state, every planned target belongs to an account of the job, and
     * no target was lost since planning. If they are satisfied, the selections of targets leave out no target. The check is fast.
     *
     * @param accounts the numbers of the job's accounts
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a condition is not satisfied. The message says where the damage is
     */
    void requireWhole(Collection<Integer> accounts);

    /**
     * Returns the first targets that were attempted without success and may succeed in another run, sorted by line.
     *
     * @param limit the maximum number of targets
     */
    List<UnresolvedTarget> unresolved(int limit);

    /** Returns the number of the last row, or 0 if the job has no rows. */
    long lastRow();

    /** Counts the planned targets that are not done, or whose absence no read has confirmed. */
    long unproven();

    /** Returns the number of planned targets. */
    default long planned() {
        return counts().stream()
                .filter(count -> count.state().isPlanned())
                .mapToLong(StateCount::count)
                .sum();
    }
}
