package io.efface.erasure;

import io.efface.erasure.internal.report.JobReport;
import io.efface.erasure.internal.report.ReportForm;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports the outcomes of a job at one moment. A report only reads the ledger and needs no lock, so it can be written while the job runs.
 * Rows are written one after the other, so that memory does not grow with their number. A report contains keyed hashes instead of ids. Only
 * {@link #writeWithIds} writes ids, into a file that only its owner can read. Thread-safe.
 */
public final class Report {
    private Report() {}

    /**
     * The language of a text report or an HTML page, and the time of an HTML page. Two pages of the same unchanged job with equal options
     * are equal. Immutable and thread-safe.
     *
     * @param language the language of the text or the page: Simplified Chinese for a Chinese locale, English for every other locale
     * @param writtenAt the time at which the page was written, in whole seconds. The page shows this time
     */
    public record PageOptions(Locale language, Instant writtenAt) {
        /** Cuts the time to whole seconds. */
        public PageOptions {
            Objects.requireNonNull(language, "language");
            writtenAt = writtenAt.truncatedTo(ChronoUnit.SECONDS);
        }

        /** Returns the options for a page that is written now. */
        public static PageOptions of(Locale language, Clock clock) {
            return new PageOptions(language, clock.instant());
        }
    }

    /**
     * Counts the outcomes of a job.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} or another reason of {@link Ledger} if the ledger cannot be read
     */
    public static ReportSummary summary(LedgerAddress ledger, String job) {
        return summary(ledger, job, null);
    }

    /** Does the same as {@code summary} above, for a ledger in a file. */
    public static ReportSummary summary(Path ledger, String job) {
        return summary(LedgerAddress.of(ledger), job);
    }

    /**
     * Counts the outcomes of a job, and checks the numbers against the receipts.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @param key the public key of the seals, or null to skip the check; then a remark in {@link ReportSummary#remarks()} states that
     *     nothing was checked
     * @throws ErasureException as {@link #summary(Path, String)} and {@link Receipts#verify(SealKey, Path, String)} do
     */
    public static ReportSummary summary(LedgerAddress ledger, String job, @Nullable SealKey key) {
        return JobReport.summary(ledger.location(), job, key);
    }

    /** Does the same as {@code summary} above, for a ledger in a file. */
    public static ReportSummary summary(Path ledger, String job, @Nullable SealKey key) {
        return summary(LedgerAddress.of(ledger), job, key);
    }

    /**
     * Writes a report without ids, in UTF-8. The numbers are not checked against the receipts.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @param out the stream to write to, which is flushed and not closed
     * @return the numbers in the report
     * @throws ErasureException as {@link #summary(Path, String)} does
     * @throws IOException if {@code out} cannot be written
     */
    public static ReportSummary write(LedgerAddress ledger, String job, ReportFormat format, OutputStream out)
            throws IOException {
        return write(ledger, job, format, null, out);
    }

    /** Does the same as {@code write} above, for a ledger in a file. */
    public static ReportSummary write(Path ledger, String job, ReportFormat format, OutputStream out)
            throws IOException {
        return write(LedgerAddress.of(ledger), job, format, out);
    }

    /**
     * Writes a report without ids, in UTF-8. Checks the numbers against the receipts first.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @param key the public key of the seals, or null to skip the check; then a remark in {@link ReportSummary#remarks()} states that
     *     nothing was checked
     * @param out the stream to write to, which is flushed and not closed
     * @return the numbers in the report
     * @throws ErasureException as {@link #summary(Path, String, SealKey)} does
     * @throws IOException if {@code out} cannot be written
     */
    public static ReportSummary write(
            LedgerAddress ledger, String job, ReportFormat format, @Nullable SealKey key, OutputStream out)
            throws IOException {
        return write(ledger, job, format, key, null, out);
    }

    /** Does the same as {@code write} above, for a ledger in a file. */
    public static ReportSummary write(
            Path ledger, String job, ReportFormat format, @Nullable SealKey key, OutputStream out) throws IOException {
        return write(LedgerAddress.of(ledger), job, format, key, out);
    }

    /**
     * Writes a report without ids, in UTF-8. First checks the numbers against the receipts. Also checks that the job wrote the events after
     * the last seal, by the HMACs of these events.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @param key the public key of the seals, or null to skip the check; then a remark in {@link ReportSummary#remarks()} states that
     *     nothing was checked
     * @param mac the key of the HMACs of the events after the last seal, or null to skip the check of these HMACs; then a remark in {@link
     *     ReportSummary#remarks()} states that these events are not authenticated
     * @param out the stream to write to, which is flushed and not closed
     * @return the numbers in the report
     * @throws ErasureException as {@link #summary(Path, String, SealKey)} does
     * @throws IOException if {@code out} cannot be written
     */
    public static ReportSummary write(
            LedgerAddress ledger,
            String job,
            ReportFormat format,
            @Nullable SealKey key,
            @Nullable MacKey mac,
            OutputStream out)
            throws IOException {
        return write(ledger, job, format, PageOptions.of(Locale.ENGLISH, Clock.systemUTC()), key, mac, out);
    }

    /** Does the same as {@code write} above, for a ledger in a file. */
    public static ReportSummary write(
            Path ledger, String job, ReportFormat format, @Nullable SealKey key, @Nullable MacKey mac, OutputStream out)
            throws IOException {
        return write(LedgerAddress.of(ledger), job, format, key, mac, out);
    }

    /**
     * Writes a report as {@link #write(Path, String, ReportFormat, SealKey, MacKey, OutputStream)} does. A text and an HTML page have a
     * language, and an HTML page has a time. If a certificate is requested and its conditions are not met, nothing is written.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @param page the language of a text or an HTML page, and the time of an HTML page; other formats ignore them
     * @param key the public key of the seals, or null to skip the check; a certificate requires the check
     * @param mac the key of the HMACs of the events after the last seal, or null to skip the check of these HMACs
     * @param out the stream to write to, which is flushed and not closed
     * @return the numbers in the report
     * @throws ErasureException of reason {@code WRONG_STATE} if the format is a certificate, and the job is not finished or has no targets
     * @throws ErasureException of reason {@code KEYS_MISSING} if the format is a certificate, and {@code key} is null
     * @throws ErasureException of reason {@code ROWS_DIFFER} if the format is a certificate, and the receipts do not confirm the numbers
     * @throws ErasureException as {@link #summary(Path, String)} does
     * @throws IOException if {@code out} cannot be written
     */
    public static ReportSummary write(
            LedgerAddress ledger,
            String job,
            ReportFormat format,
            PageOptions page,
            @Nullable SealKey key,
            @Nullable MacKey mac,
            OutputStream out)
            throws IOException {
        return JobReport.write(ledger.location(), job, new ReportForm(format, page), key, mac, out);
    }

    /** Does the same as {@code write} above, for a ledger in a file. */
    public static ReportSummary write(
            Path ledger,
            String job,
            ReportFormat format,
            PageOptions page,
            @Nullable SealKey key,
            @Nullable MacKey mac,
            OutputStream out)
            throws IOException {
        return write(LedgerAddress.of(ledger), job, format, page, key, mac, out);
    }

    /**
     * Writes a report with ids to a new file that only its owner can read. Checks the numbers against the receipts first.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @param keys the job's keys
     * @param file the file to create, which must not exist
     * @return the numbers in the report
     * @throws ErasureException of reason {@code WRONG_STATE} if the job's ids were destroyed
     * @throws ErasureException of reason {@code KEYS_MISSING} or {@code KEYS_DIFFER} if the key folder does not contain the job's keys
     * @throws ErasureException of reason {@code INPUT} if the file exists or cannot be written
     * @throws ErasureException as {@link #summary(Path, String, SealKey)} does
     */
    public static ReportSummary writeWithIds(
            LedgerAddress ledger, String job, ReportFormat format, KeyFolder keys, Path file) {
        return writeWithIds(ledger, job, format, PageOptions.of(Locale.ENGLISH, Clock.systemUTC()), keys, file);
    }

    /** Does the same as {@code writeWithIds} above, for a ledger in a file. */
    public static ReportSummary writeWithIds(Path ledger, String job, ReportFormat format, KeyFolder keys, Path file) {
        return writeWithIds(LedgerAddress.of(ledger), job, format, keys, file);
    }

    /**
     * Writes a report with ids as {@link #writeWithIds(Path, String, ReportFormat, KeyFolder, Path)} does. A text and an
     * HTML page have a language, and an HTML page has a time.
     *
     * @param ledger the ledger
     * @param job the job's name
     * @param page the language of a text or an HTML page, and the time of an HTML page; other formats ignore them
     * @param keys the job's keys
     * @param file the file to create, which must not exist
     * @return the numbers in the report
     * @throws ErasureException of reason {@code INPUT} if the format is a certificate, which never contains ids
     * @throws ErasureException as {@link #writeWithIds(Path, String, ReportFormat, KeyFolder, Path)} does
     */
    public static ReportSummary writeWithIds(
            LedgerAddress ledger, String job, ReportFormat format, PageOptions page, KeyFolder keys, Path file) {
        return JobReport.writeWithIds(ledger.location(), job, new ReportForm(format, page), keys, file);
    }

    /** Does the same as {@code writeWithIds} above, for a ledger in a file. */
    public static ReportSummary writeWithIds(
            Path ledger, String job, ReportFormat format, PageOptions page, KeyFolder keys, Path file) {
        return writeWithIds(LedgerAddress.of(ledger), job, format, page, keys, file);
    }
}
