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

/** The targets of one job as runs and verifications use them, inside a transaction. A target is named by the number of its row. */
public interface Targets {
    /** Finds a target, or another row, by its number. */
    Optional<TargetRecord> find(long id);

    /** Stores what has become of a target; its operation stays as planned. */
    void store(long id, TargetRecord record);

    /**
     * Reads targets of an account, by number.
     *
     * @param after the number that theirs are greater than
     * @param most how many to read at most
     * @param now the time now: a target is left alone for no longer from now than it was to be when that was stored
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a target whose faces are deleted has none that the selection reads
     */
    List<Target> page(int account, TargetSelection selection, long after, int most, Instant now);

    /** Counts targets of an account. */
    long count(int account, TargetSelection selection);

    /** Returns the numbers of the targets in flight that belong to an account of the job, by number. */
    List<Long> inFlight();

    /** Counts rows by account and state, fast, from an index; in any order, without groups that have none. */
    List<StateCount> counts();

    /** Counts rows by account and state in the table alone: an index may be damaged by itself. */
    List<StateCount> countsOfTable();

    /**
     * How many rows of an account are in a state.
     *
     * @param account the account's number, or 0 for rows whose account is not known
     */
    record StateCount(int account, TargetState state, long count) {}

    /**
     * Counts all rows by what became of them, and checks that the counts agree, also with what the ledger finds targets by.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if rows are missing, counted twice, or settled without an outcome
     */
    JobCounts summary();

    /**
     * Checks, fast, that what targets are found by is whole: each row is in it, each planned target belongs to an account of the job, and
     * no target is lost since the plan.
     *
     * @param accounts the numbers of the job's accounts
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if not, with the place of the damage
     */
    void requireWhole(Collection<Integer> accounts);

    /**
     * Returns the first targets that were tried and may succeed in another run, by line.
     *
     * @param most how many at most
     */
    List<UnresolvedTarget> unresolved(int most);

    /** Returns the number of the last row, or 0. */
    long lastRow();

    /** Counts planned targets that are not done, or not read back. */
    long unproven();

    /** Returns the number of planned targets. */
    default long planned() {
        return counts().stream()
                .filter(count -> count.state().isPlanned())
                .mapToLong(StateCount::count)
                .sum();
    }
}
