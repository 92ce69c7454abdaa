package io.efface.erasure;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.keys.FileFailure;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of a job, as it was at one moment: it reads only, needs no lock, and may run while the job does. Rows are told one
 * by one, so that memory does not grow with them. Ids are told as keyed hashes, except into a file of the owner's own. Thread-safe.
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
        try (Transaction tx = LedgerReceipts.snapshot(Ledger.view(ledger))) {
            return numbers(tx, Ledger.job(tx, job), key, null);
        } catch (SQLException e) {
            throw unreadable(ledger, e);
        }
    }

    private static ReportSummary numbers(Transaction tx, Job job, @Nullable SealKey key, @Nullable MacKey mac)
            throws SQLException {
        try {
            return ReportNumbers.read(tx, job, key == null ? null : RowsVerifier.check(key, mac, tx, job));
        } catch (IOException e) {
            throw new ErasureException(Reason.INPUT, "the receipts cannot be read", e);
        }
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
        try (Transaction tx = LedgerReceipts.snapshot(Ledger.view(ledger))) {
            return write(tx, Ledger.job(tx, job), format, key, mac, null, out);
        } catch (SQLException e) {
            throw unreadable(ledger, e);
        }
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
        try (Transaction tx = LedgerReceipts.snapshot(Ledger.view(ledger))) {
            Job found = Ledger.job(tx, job);
            if (found.state() == JobState.SCRUBBING || found.state() == JobState.SCRUBBED) {
                throw new ErasureException(Reason.WRONG_STATE, "the ids of the job '" + job + "' were destroyed");
            }
            JobCipher cipher =
                    keys.job(Ledger.id(tx), found.number(), found.keys()).cipher();
            try (OutputStream out = new BufferedOutputStream(PrivateFiles.create(file), 1 << 16)) {
                MacKey mac = MacKey.read(keys.folder()).orElse(null);
                return write(tx, found, format, keys.publicKey(), mac, cipher, out);
            }
        } catch (SQLException e) {
            throw unreadable(ledger, e);
        } catch (FileAlreadyExistsException e) {
            throw new ErasureException(
                    Reason.INPUT, "the file " + file.toAbsolutePath() + " is there already; name a new one", e);
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the report cannot be written to " + file.toAbsolutePath() + ": " + FileFailure.sentence(e, file),
                    e);
        }
    }

    private static ReportSummary write(
            Transaction tx,
            Job job,
            ReportFormat format,
            @Nullable SealKey key,
            @Nullable MacKey mac,
            @Nullable JobCipher cipher,
            OutputStream out)
            throws IOException, SQLException {
        ReportSummary summary = numbers(tx, job, key, mac);
        try (ReportRows rows = new ReportRows(tx, job.tables(), cipher, format != ReportFormat.TEXT)) {
            new ReportWriter(summary, cipher != null, ZoneId.systemDefault()).write(format, rows, out);
        }
        return summary;
    }

    private static ErasureException unreadable(Path ledger, SQLException e) {
        return SqliteFailure.exception(
                Reason.LEDGER_UNREADABLE, "the ledger " + ledger.toAbsolutePath() + " cannot be read", e);
    }
}
