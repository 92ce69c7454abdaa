package io.efface.erasure;

import io.efface.PersonId;
import io.efface.erasure.internal.report.PersonReader;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the jobs of a ledger did about one person. The person is found by the keyed hash of the id, so the report also contains jobs whose
 * ids were destroyed. Immutable and thread-safe. Contains no id.
 *
 * @param jobs the jobs that name the person, the oldest job first
 * @param searched the number of jobs that were searched
 * @param notSearched the names of the jobs that could not be searched, because their ids were hashed with another key, or because their
 *     plan is not complete. The person may be in these jobs. A job without a valid name, such as an incomplete plan that replaces a
 *     job, is named by its number: {@code (job number 2)}
 * @param refusedRows the number of refused rows of the searched jobs. These rows have no hash of a person, so they could name the searched
 *     person
 */
public record PersonReport(List<JobEntry> jobs, int searched, List<String> notSearched, long refusedRows) {
    /** Copies the lists. */
    public PersonReport {
        jobs = List.copyOf(jobs);
        notSearched = List.copyOf(notSearched);
    }

    /**
     * A job that names the person.
     *
     * @param name the name of the job
     * @param state the state of the job
     * @param plannedAt the time at which planning ended, or null before that
     * @param onHoldList whether the person is on the hold list of the job
     * @param check the result of checking the rows of the job against its receipts, or null if the job was not checked, because its
     *     receipts are signed with another key
     * @param sheet the number of the workbook's sheet whose rows are the list of the job, as {@link JobStatus#sheet()}
     * @param rows the rows that name the person, in the order of the list
     */
    public record JobEntry(
            String name,
            JobState state,
            @Nullable Instant plannedAt,
            boolean onHoldList,
            @Nullable ReceiptsCheck check,
            Optional<Integer> sheet,
            List<Row> rows) {
        /** Copies the list. */
        public JobEntry {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A row that names the person. A duplicate has the results of its target. The operation, the outcome, the evidence and the kind are
     * strings, because a later version of Efface may have written a value that this version does not know.
     *
     * @param line the line of the list
     * @param account the name of the account, or null
     * @param library the library at the vendor, or null
     * @param state the state of the row
     * @param operation the name of the operation, or null for a refused row
     * @param isPerson whether the searched id is the id of the row's person
     * @param isSubject whether the searched id is the id of the row's subject
     * @param erased whether the target of the row was deleted or was absent
     * @param held whether the target of the row is on hold and not erased
     * @param outcome the outcome, or null
     * @param evidence the evidence, or null
     * @param outcomeAt the time of the vendor's last answer, or null
     * @param verifiedAt the time of the read that did not find the target, or null
     * @param maybeByEarlierAttempt whether an earlier attempt may have deleted the target
     * @param kind the kind of the last error, or null
     * @param vendorCode the vendor's code, or null
     * @param requestId the vendor's id of the request, or null
     */
    public record Row(
            long line,
            @Nullable String account,
            @Nullable String library,
            TargetState state,
            @Nullable String operation,
            boolean isPerson,
            boolean isSubject,
            boolean erased,
            boolean held,
            @Nullable String outcome,
            @Nullable String evidence,
            @Nullable Instant outcomeAt,
            @Nullable Instant verifiedAt,
            boolean maybeByEarlierAttempt,
            @Nullable String kind,
            @Nullable String vendorCode,
            @Nullable String requestId) {}

    /**
     * Searches all jobs of a ledger. Reads each row of each job, so the time grows with the size of the ledger.
     *
     * @param ledger the ledger
     * @param keys the keys. Only jobs whose ids were hashed with the {@code hash.key} of this folder can be searched
     * @param person the id of the person or the subject
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public static PersonReport read(LedgerAddress ledger, KeyFolder keys, PersonId person) {
        return PersonReader.read(ledger.location(), keys, person);
    }

    /** Does the same as {@code read} above, for a ledger in a file. */
    public static PersonReport read(Path ledger, KeyFolder keys, PersonId person) {
        return read(LedgerAddress.of(ledger), keys, person);
    }

    /** Returns whether the result is certain: every job was searched, and no row was refused. */
    public boolean isCertain() {
        return notSearched.isEmpty() && refusedRows == 0;
    }
}
