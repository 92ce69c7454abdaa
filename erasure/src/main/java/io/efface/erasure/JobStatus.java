package io.efface.erasure;

import io.efface.config.AccountDescription;
import io.efface.erasure.internal.report.StatusReader;
import io.efface.erasure.metrics.JobMetrics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a job at one moment. Reading the status needs no lock and no key. Immutable and thread-safe.
 *
 * @param name the job's name
 * @param ledger the id of the ledger
 * @param state the job's state
 * @param createdAt the time at which planning began
 * @param plannedAt the time at which planning ended, or null before that
 * @param dueAt the time by which the job has to be done, or null if no time was given
 * @param digest the SHA-256 of the plan in hex, or null before planning has ended
 * @param fromJob the name of the old job from which this job was planned, or null if it was planned from a list
 * @param sheet the number of the workbook's sheet whose rows are the list, from 1. Empty if the list is not a workbook, or if an earlier
 *     version of Efface planned the job
 * @param rows the number of rows
 * @param states the number of rows in each state; states without a row are left out, and the map is empty while the job is being planned
 * @param accounts the job's accounts; a row whose account is unknown does not count for any account
 * @param detached the detached run of the job, or empty if there is none, for example because another run has begun since
 * @param holds the number of ids on the hold list
 * @param databaseReplacedAt the time at which the job first continued in a copy of its database, after a failover or a restore; empty if it
 *     never did. Attempts that the copy does not know may have deleted targets that were open at that time
 * @param receipts the seals of the job's receipts
 */
public record JobStatus(
        String name,
        String ledger,
        JobState state,
        Instant createdAt,
        @Nullable Instant plannedAt,
        @Nullable Instant dueAt,
        @Nullable String digest,
        @Nullable String fromJob,
        Optional<Integer> sheet,
        long rows,
        Map<TargetState, Long> states,
        List<Account> accounts,
        Optional<Detached> detached,
        long holds,
        Optional<Instant> databaseReplacedAt,
        Sealed receipts) {

    /** Copies the collections. */
    public JobStatus {
        states = copy(states);
        accounts = List.copyOf(accounts);
    }

    /**
     * An account of the job.
     *
     * @param name the account's name in the configuration
     * @param provider the name of the provider
     * @param place the account's location at the vendor, such as endpoint and region
     * @param library the library at the vendor; empty if the account has no library
     * @param paused the reason why no requests are sent to the account, or null if it is not paused
     * @param pausedAt the time at which the pause began, or null if the account is not paused
     * @param pausedUntil the time at which the account is tried again, or null if it is not paused or only another run ends the pause
     * @param end how the present run of the account ended, or null if it has not ended or is not a detached run
     * @param epoch the number of times that a worker has taken the lease of the account run
     * @param worker the name of the worker that has the lease of the account run, or null if no worker has it
     * @param leaseUntil the time at which the lease ends if the worker does not renew it; null if no worker has the lease, or if no process
     *     has opened the ledger for writing. If this time has passed, no process is working on the account run
     * @param states the number of the account's rows in each state
     */
    public record Account(
            String name,
            String provider,
            String place,
            Optional<String> library,
            @Nullable String paused,
            @Nullable Instant pausedAt,
            @Nullable Instant pausedUntil,
            @Nullable AccountEnd end,
            long epoch,
            @Nullable String worker,
            @Nullable Instant leaseUntil,
            Map<TargetState, Long> states) {
        /** Copies the map. */
        public Account {
            states = copy(states);
        }

        /** Returns the name, followed by the library if the account has one. */
        public String label() {
            return AccountDescription.label(name, library);
        }

        /** Returns the location, followed by the library if the account has one, in one line of text. */
        public String where() {
            return AccountDescription.where(place, library);
        }
    }

    /**
     * The detached run of the job.
     *
     * @param state whether workers carry out the run
     * @param window the daily time in which the workers work, or empty if they always work
     * @param manyAbsent the accounts of which more targets were absent than {@link RunOptions#maxAbsentPercent()} allows, but no target is
     *     left, as in {@link RunSummary#manyAbsent()}
     */
    public record Detached(DetachedState state, Optional<RunWindow> window, List<String> manyAbsent) {
        /** Copies the list. */
        public Detached {
            manyAbsent = List.copyOf(manyAbsent);
        }
    }

    /** The state of a detached run. */
    public enum DetachedState {
        /** Workers carry out the run. */
        OPEN,
        /** {@link Ledger#stopDetached} has stopped the run. */
        STOPPED,
        /** The work on each account is over. */
        FINISHED
    }

    /**
     * A worker of a ledger, at one moment.
     *
     * @param name the name of the worker
     * @param startedAt the time at which the worker started
     * @param heartbeatAt the time of the last heartbeat. A worker sends a heartbeat every 5 seconds
     * @param accountRuns the highest number of account runs on which the worker works at the same time
     * @param isAlive false if the worker has sent no heartbeat for 20 seconds. Other workers then take over its account runs
     */
    public record Worker(String name, Instant startedAt, Instant heartbeatAt, int accountRuns, boolean isAlive) {}

    /**
     * The seals of the job's receipts.
     *
     * @param seals the number of seals
     * @param events the number of events that the seals cover
     * @param unsealed the number of events after the last seal
     * @param lastSeal the SHA-256 of the last seal in hex, or null if there is no seal. If you keep a copy of this value outside the
     *     ledger, the copy shows later whether seals were removed
     * @param sealedAt the time of the last seal, or null if there is no seal
     * @param isFinal whether the last seal states that no work was left
     */
    public record Sealed(
            long seals,
            long events,
            long unsealed,
            @Nullable String lastSeal,
            @Nullable Instant sealedAt,
            boolean isFinal) {}

    /**
     * Reads the status of a job.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public static JobStatus read(LedgerAddress ledger, String job) {
        return StatusReader.read(ledger.location(), job);
    }

    /** Does the same as {@code read} above, for a ledger in a file. */
    public static JobStatus read(Path ledger, String job) {
        return read(LedgerAddress.of(ledger), job);
    }

    /**
     * Returns the names of a ledger's jobs, beginning with the oldest job.
     *
     * @param ledger the ledger
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public static List<String> names(LedgerAddress ledger) {
        return StatusReader.names(ledger.location());
    }

    /** Does the same as {@code names} above, for a ledger in a file. */
    public static List<String> names(Path ledger) {
        return names(LedgerAddress.of(ledger));
    }

    /**
     * Reads the status of all jobs of a ledger at one moment, beginning with the oldest job. A job that is being replaced by a new plan
     * appears once, with its old status.
     *
     * @param ledger the ledger
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public static List<JobStatus> all(LedgerAddress ledger) {
        return StatusReader.all(ledger.location());
    }

    /** Does the same as {@code all} above, for a ledger in a file. */
    public static List<JobStatus> all(Path ledger) {
        return all(LedgerAddress.of(ledger));
    }

    /**
     * Returns the workers of a ledger, sorted by name. A worker that has stopped is left out. A worker that has died is left out after a day.
     * A ledger in a file has no workers.
     *
     * @param ledger the ledger
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public static List<Worker> workers(LedgerAddress ledger) {
        return StatusReader.workers(ledger.location());
    }

    /** Implements {@link JobMetrics#read}. */
    public static JobMetrics metrics(LedgerAddress ledger, String job, Instant now) {
        return StatusReader.metrics(ledger.location(), job, now);
    }

    /** Implements {@link JobMetrics#newest}. */
    public static List<JobMetrics> newestMetrics(LedgerAddress ledger, int limit, Instant now) {
        return StatusReader.newestMetrics(ledger.location(), limit, now);
    }

    /**
     * Returns the latest end of the leases of the job's account runs, or empty if no worker has a lease. If this time has passed, no
     * process is running the job.
     */
    public Optional<Instant> leaseUntil() {
        return accounts.stream()
                .map(Account::leaseUntil)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    /** Returns the number of planned targets: all rows that are not held, refused or duplicates. 0 while the job is being planned. */
    public long planned() {
        return states.entrySet().stream()
                .filter(state -> state.getKey().isPlanned())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Returns the number of targets that are {@link TargetState#DONE}. */
    public long done() {
        return states.getOrDefault(TargetState.DONE, 0L);
    }

    private static Map<TargetState, Long> copy(Map<TargetState, Long> states) {
        Map<TargetState, Long> copy = new EnumMap<>(TargetState.class);
        copy.putAll(states);
        return Collections.unmodifiableMap(copy);
    }
}
