package io.efface.erasure.metrics;

import io.efface.erasure.ErasureException;
import io.efface.erasure.JobState;
import io.efface.erasure.JobStatus;
import io.efface.erasure.Ledger;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.TargetState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of a job at one moment. {@link JobGauge} lists the gauges that show them. Contains no id of a person or face. Immutable and
 * thread-safe.
 *
 * @param job the job's name
 * @param readAt the time at which the numbers were read from the ledger
 * @param dueAt the time by which the job has to be done; empty if no time was given
 * @param refusedRows the number of rows that were refused, in all accounts; 0 or more
 * @param accounts the job's accounts; empty while the job is being planned
 */
public record JobMetrics(
        String job, Instant readAt, Optional<Instant> dueAt, long refusedRows, List<Account> accounts) {
    /** Copies the list. */
    public JobMetrics {
        accounts = List.copyOf(accounts);
    }

    /**
     * The numbers of an account.
     *
     * @param name the account's name in the configuration
     * @param open the number of targets that another run would process; 0 or more
     * @param states the number of rows in each state; states without a row are left out
     */
    public record Account(String name, long open, Map<TargetState, Long> states) {
        /** Copies the map. */
        public Account {
            states = Map.copyOf(states);
        }

        /** Returns the number of rows in a state. */
        public long in(TargetState state) {
            return states.getOrDefault(state, 0L);
        }

        /** Returns the number of planned targets that are not {@link TargetState#DONE}. */
        public long notDone() {
            return states.entrySet().stream()
                    .filter(entry -> entry.getKey().isPlanned() && entry.getKey() != TargetState.DONE)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /**
     * Reads the numbers of a job. Needs no lock and no key, so another process may run the job. The time that this takes grows with the
     * number of rows: about a second for some million rows.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @param now the present time
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public static JobMetrics read(LedgerAddress ledger, String job, Instant now) {
        return JobStatus.metrics(ledger, job, now);
    }

    /** Does the same as {@code read} above, for a ledger in a file. */
    public static JobMetrics read(Path ledger, String job, Instant now) {
        return read(LedgerAddress.of(ledger), job, now);
    }

    /**
     * Reads the numbers of the newest jobs of a ledger at one moment, beginning with the newest job. Jobs whose ids are destroyed or being
     * destroyed ({@link JobState#SCRUBBED}, {@link JobState#SCRUBBING}) are left out. Needs no lock and no key. The time that this takes
     * grows with the number of rows of these jobs.
     *
     * @param ledger the ledger
     * @param limit the largest number of jobs; 1 or more
     * @param now the present time
     * @throws IllegalArgumentException if the limit is less than 1
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public static List<JobMetrics> newest(LedgerAddress ledger, int limit, Instant now) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1");
        }
        return JobStatus.newestMetrics(ledger, limit, now);
    }

    /** Does the same as {@code newest} above, for a ledger in a file. */
    public static List<JobMetrics> newest(Path ledger, int limit, Instant now) {
        return newest(LedgerAddress.of(ledger), limit, now);
    }
}
