package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.internal.ledger.record.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ledger's list of jobs, inside a transaction. A job is named by its number, which is never used again. */
public interface Jobs {
    /** Returns the id of the ledger. */
    String ledgerId();

    /** Finds a job by its name. */
    Optional<Job> find(String name);

    /**
     * Finds a job that has to exist.
     *
     * @throws ErasureException of reason {@code NO_SUCH_JOB}
     */
    default Job get(String name) {
        return find(name).orElseThrow(() -> {
            all(); // A damaged name is not a missing job.
            return missing();
        });
    }

    /** Returns an error with the names of jobs, but without the one that was asked for, which may be the id of a person. */
    private ErasureException missing() {
        List<String> names = names();
        int most = 20;
        String some = names.stream().limit(most).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        int others = names.size() - most;
        return new ErasureException(
                Reason.NO_SUCH_JOB,
                "the ledger has no job of this name; "
                        + (names.isEmpty() ? "it has none at all" : "it has " + some)
                        + (others > 0 ? " and " + others + " others" : ""));
    }

    /** Finds a job of which cells may be of a wrong type that a repair restores; such a cell counts as empty. */
    Optional<Job> findDamaged(String name);

    /** Returns all jobs, also those that are being planned, by number. */
    List<Job> all();

    /** Returns the names of the jobs, the newest first, without drafts that stand beside one. */
    List<String> names();

    /**
     * Creates a job in the state {@code PLANNING}, with nothing in it. If a job has the name already, the ledger fails.
     *
     * @return its number
     * @throws ErasureException as {@link #checkCounter} throws it
     */
    int create(String name, Instant createdAt, @Nullable Instant dueAt, @Nullable String fromJob);

    /**
     * Checks the counter that keeps the number of a job from being used again.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if it is of a wrong type or leaves no number for another job
     */
    void checkCounter();

    /** Removes a job and all that belongs to it. */
    void drop(int job);

    /** Returns the state of a job, or empty if there is none of this number. */
    Optional<JobState> state(int job);

    void setState(int job, JobState state);

    /** Stores the fingerprints of a job's keys. */
    void setKeys(int job, String keys);

    /** Makes a draft a planned job of a name. If another job has the name already, the ledger fails. */
    void setPlanned(int job, String name, String digest, Instant plannedAt);

    /** Stores what the event about the plan says of a job. */
    void restorePlan(
            int job, @Nullable String digest, Instant plannedAt, @Nullable Instant dueAt, @Nullable String fromJob);

    /**
     * Empties a job's cells of a wrong type that a repair restores, after its epoch, which becomes the greatest of all targets.
     *
     * @return how many there were
     */
    int clearWrongCells(int job);

    /** Returns how a job is taken, or empty if there is none of this number. */
    Optional<StoredLease> lease(int job);

    /** Takes a job with a new epoch, also from another worker. */
    void takeLease(int job, String worker, Instant until);

    void renewLease(int job, Instant until);

    /** Gives a job up if it still is of an epoch. */
    void releaseLease(int job, long epoch);

    /**
     * How a job is taken.
     *
     * @param epoch how often it was taken so far
     * @param worker who took it last, or null if it was given up
     * @param until until when it is taken, or null if it was given up
     */
    record StoredLease(
            long epoch, @Nullable String worker, @Nullable Instant until) {}

    /** Returns whether the ledger is of an older version, which the first write migrates. */
    boolean isOld();

    /** Makes a ledger of an older version one of this version; changes nothing in one of this version. */
    void migrate();

    /** Returns how many targets a job had when it was planned, or when a hold was lifted last, if that was stored. */
    OptionalLong plannedTargets(int job);

    void setPlannedTargets(int job, long targets);
}
