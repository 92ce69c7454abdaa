package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.internal.ledger.record.DetachedRun;
import io.efface.erasure.internal.ledger.record.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ledger's list of jobs, inside a transaction. Methods identify a job by its number. The number of a job is never used again. */
public interface Jobs {
    /** Returns the id of the ledger. */
    String ledgerId();

    /** Finds a job by its name. */
    Optional<Job> find(String name);

    /**
     * Returns the job with a name.
     *
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the ledger has no such job
     */
    default Job get(String name) {
        return find(name).orElseThrow(() -> {
            // This call throws LEDGER_UNREADABLE if the stored name of a job is damaged, because that job may be the
            // requested one.
            all();
            return missing();
        });
    }

    /** Creates the error for a missing job. It lists existing names, but not the requested name, which may be the id of a person. */
    private ErasureException missing() {
        List<String> names = names();
        int limit = 20;
        String listed =
                names.stream().limit(limit).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        int others = names.size() - limit;
        return new ErasureException(
                Reason.NO_SUCH_JOB,
                "the ledger has no job of this name; "
                        + (names.isEmpty() ? "it has no jobs" : "it has " + listed)
                        + (others > 0 ? " and " + others + " others" : ""));
    }

    /**
     * Finds a job by its name, even if some of its stored values are damaged. A damaged value that a repair can restore is read as empty.
     */
    Optional<Job> findForRepair(String name);

    /** Returns all jobs, including the jobs that are being planned, sorted by number. */
    List<Job> all();

    /**
     * Returns the jobs that have ever detached a face, sorted by number. Other jobs are not read, so the call succeeds even if they are
     * damaged.
     */
    List<Job> detaching();

    /**
     * Returns the names of the jobs, the newest job first. A job that is being planned in order to replace another job has a temporary name
     * and is left out.
     */
    List<String> names();

    /**
     * Creates an empty job in the state {@code PLANNING}. Throws a {@link LedgerFailure} if another job has the same name.
     *
     * @return the number of the job
     * @throws ErasureException under the conditions of {@link #requireNextNumber}
     */
    int create(String name, Instant createdAt, @Nullable Instant dueAt, @Nullable String fromJob);

    /**
     * Checks that a new job can get a number that no job has had.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the last number is damaged or no number is left
     */
    void requireNextNumber();

    /** Removes a job with its rows, faces, accounts, holds, events and seals. */
    void drop(int job);

    /** Returns the state of a job, or empty if the ledger has no job with this number. */
    Optional<JobState> state(int job);

    void setState(int job, JobState state);

    /** Stores the fingerprints of a job's keys. */
    void setKeys(int job, String keys);

    /**
     * Gives a job that is being planned its final name and the state {@code PLANNED}. Throws a {@link LedgerFailure} if another job has the
     * same name.
     */
    void setPlanned(int job, String name, String digest, Instant plannedAt);

    /** Stores the values that the {@code PLANNED} event records for a job. */
    void restorePlan(
            int job, @Nullable String digest, Instant plannedAt, @Nullable Instant dueAt, @Nullable String fromJob);

    /** Returns the detached run of a job, or empty if the job has none. */
    Optional<DetachedRun> detachedRun(int job);

    /** Sets the detached run of a job, or removes it if the value is null. */
    void setDetachedRun(int job, @Nullable DetachedRun run);

    /**
     * If an older version of Efface created the ledger, migrates the ledger to this version. A ledger of this version is not changed.
     *
     * @return whether the ledger was migrated
     */
    boolean migrate();

    /**
     * Returns the number of targets that a job had when it was planned, or when an id was last removed from its hold list. Returns empty if
     * an older version of Efface planned the job, because such a version did not store the number.
     */
    OptionalLong plannedTargets(int job);

    void setPlannedTargets(int job, long targets);
}
