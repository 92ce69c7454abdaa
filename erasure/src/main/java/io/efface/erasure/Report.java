package io.efface.erasure;

import io.efface.erasure.internal.report.JobReport;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reports what became of a job, as it was at one moment: it reads only, needs no lock, and may run while the job does. Rows are written
 * one by one, so that memory does not grow with them. Ids are written as keyed hashes, except into a file of the owner's own. Thread-safe.
 */
public final class Report {
    private Report() {}

    /**
     * Counts what became of a job.
     *
     * @param ledger the ledger's file
     * @param job the job's name
     * @throws ErasureException if the ledger cannot be read, or there is no such job
     */
    public static ReportSummary summary(Path ledger, String job) {
        return summary(ledger, job, null);
    }

    /**
     * Counts what became of a job, and checks the numbers against the receipts.
     *
     * @param ledger the ledger's file
     * @param job the job's name
     * @param key what the seals must be signed with, or null to check nothing, which the remarks tell
     * @throws ErasureException if the ledger cannot be read, or there is no such job
     */
    public static ReportSummary summary(Path ledger, String job, @Nullable SealKey key) {
        return JobReport.summary(Ledger.at(ledger), job, key);
    }

    /**
     * Writes a report without ids, in UTF-8, whose numbers are not checked.
     *
     * @param ledger the ledger's file
     * @param job the job's name
     * @param out what to write to; it is flushed and stays open
     * @return the numbers that were written
     * @throws ErasureException if the ledger cannot be read, or there is no such job
     * @throws IOException if {@code out} fails
     */
    public static ReportSummary write(Path ledger, String job, ReportFormat format, OutputStream out)
            throws IOException {
        return write(ledger, job, format, null, out);
    }

    /**
     * Writes a report without ids, in UTF-8, and checks its numbers against the receipts first.
     *
     * @param ledger the ledger's file
     * @param job the job's name
     * @param key what the seals must be signed with, or null to check nothing, which the remarks tell
     * @param out what to write to; it is flushed and stays open
     * @return the numbers that were written
     * @throws ErasureException if the ledger cannot be read, or there is no such job
     * @throws IOException if {@code out} fails
     */
    public static ReportSummary write(
            Path ledger, String job, ReportFormat format, @Nullable SealKey key, OutputStream out) throws IOException {
        return write(ledger, job, format, key, null, out);
    }

    /**
     * Writes a report without ids, in UTF-8, and checks its numbers against the receipts first, and also whether the job wrote the events
     * that no seal covers yet.
     *
     * @param ledger the ledger's file
     * @param job the job's name
     * @param key what the seals must be signed with, or null to check nothing, which the remarks report
     * @param mac what the events after the last seal must be authenticated with, or null to leave that open, which the remarks report
     * @param out what to write to; it is flushed and stays open
     * @return the numbers that were written
     * @throws ErasureException if the ledger cannot be read, or there is no such job
     * @throws IOException if {@code out} fails
     */
    public static ReportSummary write(
            Path ledger, String job, ReportFormat format, @Nullable SealKey key, @Nullable MacKey mac, OutputStream out)
            throws IOException {
        return JobReport.write(Ledger.at(ledger), job, format, key, mac, out);
    }

    /**
     * Writes a report with ids into a new file that its owner alone can read, and checks its numbers against the receipts first.
     *
     * @param ledger the ledger's file
     * @param job the job's name
     * @param keys the job's keys
     * @param file is made; it must not be there
     * @return the numbers that were written
     * @throws ErasureException of reason {@code WRONG_STATE} if the job's ids were destroyed, {@code KEYS_MISSING} or
     *     {@code KEYS_DIFFER} if the folder does not hold the job's keys, {@code INPUT} if the file is there or cannot be written, or if
     *     the ledger cannot be read
     */
    public static ReportSummary writeWithIds(Path ledger, String job, ReportFormat format, KeyFolder keys, Path file) {
        return JobReport.writeWithIds(Ledger.at(ledger), job, format, keys, file);
    }
}
