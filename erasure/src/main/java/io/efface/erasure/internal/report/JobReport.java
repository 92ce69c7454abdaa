package io.efface.erasure.internal.report;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.Report;
import io.efface.erasure.Report.PageOptions;
import io.efface.erasure.ReportFormat;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.page.CertificatePage;
import io.efface.erasure.internal.page.PageContent;
import io.efface.erasure.internal.page.ReportPage;
import io.efface.erasure.internal.page.Texts;
import io.efface.erasure.internal.receipts.RowsVerifier;
import io.efface.erasure.keys.FileFailure;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.PrivateFiles;
import io.efface.erasure.keys.SealKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Implements {@link Report}: reads a job's numbers, and writes its report. */
public final class JobReport {
    private JobReport() {}

    /** Implements {@link Report#summary(Path, String, SealKey)}. */
    public static ReportSummary summary(LedgerLocation ledger, String job, @Nullable SealKey key) {
        return ledger.read(tx -> numbers(tx, tx.jobs().get(job), key, null));
    }

    /** Implements {@link Report#write(Path, String, ReportFormat, PageOptions, SealKey, MacKey, OutputStream)}. */
    public static ReportSummary write(
            LedgerLocation ledger,
            String job,
            ReportForm form,
            @Nullable SealKey key,
            @Nullable MacKey mac,
            OutputStream out)
            throws IOException {
        return ledger.read(tx -> write(tx, tx.jobs().get(job), form, key, mac, null, out));
    }

    /** Implements {@link Report#writeWithIds(Path, String, ReportFormat, PageOptions, KeyFolder, Path)}. */
    public static ReportSummary writeWithIds(
            LedgerLocation ledger, String job, ReportForm form, KeyFolder keys, Path file) {
        if (form.format() == ReportFormat.CERTIFICATE) {
            throw new ErasureException(Reason.INPUT, "a certificate never contains ids");
        }
        try {
            return ledger.read(tx -> writeWithIds(tx, tx.jobs().get(job), form, keys, file));
        } catch (FileAlreadyExistsException e) {
            throw new ErasureException(
                    Reason.INPUT, "the file " + file.toAbsolutePath() + " already exists; name a new file", e);
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the report cannot be written to " + file.toAbsolutePath() + ": " + FileFailure.sentence(e, file),
                    e);
        }
    }

    private static ReportSummary writeWithIds(Transaction tx, Job found, ReportForm form, KeyFolder keys, Path file)
            throws IOException {
        if (found.state() == JobState.SCRUBBING || found.state() == JobState.SCRUBBED) {
            throw new ErasureException(Reason.WRONG_STATE, "the ids of the job '" + found.name() + "' were destroyed");
        }
        JobCipher cipher =
                keys.job(tx.jobs().ledgerId(), found.number(), found.keys()).cipher();
        try (OutputStream out = new BufferedOutputStream(PrivateFiles.create(file), 1 << 16)) {
            MacKey mac = MacKey.read(keys.folder()).orElse(null);
            return write(tx, found, form, keys.publicKey(), mac, cipher, out);
        }
    }

    private static ReportSummary numbers(Transaction tx, Job job, @Nullable SealKey key, @Nullable MacKey mac) {
        try {
            return ReportNumbers.read(tx, job, key == null ? null : RowsVerifier.check(key, mac, tx, job));
        } catch (IOException e) {
            throw new ErasureException(Reason.INPUT, "the receipts cannot be read", e);
        }
    }

    private static ReportSummary write(
            Transaction tx,
            Job job,
            ReportForm form,
            @Nullable SealKey key,
            @Nullable MacKey mac,
            @Nullable JobCipher cipher,
            OutputStream out)
            throws IOException {
        ReportSummary summary = numbers(tx, job, key, mac);
        ReportFormat format = form.format();
        if (format == ReportFormat.CERTIFICATE) {
            Certificates.check(summary);
        }
        if (format == ReportFormat.HTML || format == ReportFormat.CERTIFICATE) {
            PageContent content = new PageReader(tx, job, cipher).read(summary, key, form.page());
            String page = format == ReportFormat.HTML ? ReportPage.of(content) : CertificatePage.of(content);
            out.write(page.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return summary;
        }
        try (ReportRows rows = new ReportRows(tx, job.number(), cipher, format != ReportFormat.TEXT)) {
            if (format == ReportFormat.TEXT) {
                Texts texts = Texts.of(form.page().language());
                new ReportText(summary, texts, cipher != null, ZoneId.systemDefault()).write(rows, out);
            } else {
                new ReportWriter(summary, cipher != null).write(format, rows, out);
            }
        }
        return summary;
    }
}
