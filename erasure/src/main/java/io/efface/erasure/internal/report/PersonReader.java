package io.efface.erasure.internal.report;

import io.efface.PersonId;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.PersonReport;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.RecordedSheet;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.receipts.RowsVerifier;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Searches the jobs of a ledger for a person. Uses no index, because an index may be damaged. For one thread. */
public final class PersonReader {
    private final Transaction tx;
    private final KeyFolder keys;
    private final String hash;
    private long refusedRows;

    private PersonReader(Transaction tx, KeyFolder keys, String hash) {
        this.tx = tx;
        this.keys = keys;
        this.hash = hash;
    }

    /** Implements {@link PersonReport#read}. */
    public static PersonReport read(LedgerLocation ledger, KeyFolder keys, PersonId person) {
        String hash = HexFormat.of().formatHex(keys.hash(person));
        return ledger.read(tx -> new PersonReader(tx, keys, hash).read());
    }

    private PersonReport read() {
        List<PersonReport.JobEntry> entries = new ArrayList<>();
        List<String> notSearched = new ArrayList<>();
        int searched = 0;
        for (Job job : tx.jobs().all()) {
            if (job.state() == JobState.PLANNING || !keys.hashesAs(job.keys())) {
                notSearched.add(nameOf(job));
                continue;
            }
            searched++;
            List<PersonReport.Row> rows = rows(job);
            boolean onHoldList = isOnHoldList(job);
            if (!rows.isEmpty() || onHoldList) {
                entries.add(new PersonReport.JobEntry(
                        job.name(),
                        job.state(),
                        job.plannedAt(),
                        onHoldList,
                        check(job),
                        RecordedSheet.read(tx.events(job.number())),
                        rows));
            }
        }
        return new PersonReport(entries, searched, notSearched, refusedRows);
    }

    /**
     * Returns a job's name, or its number if the name is not valid. A draft that replaces a job has a temporary name, and an edited file
     * can contain any text as a name.
     */
    private static String nameOf(Job job) {
        return Job.isName(job.name()) ? job.name() : "(job number " + job.number() + ")";
    }

    private List<PersonReport.Row> rows(Job job) {
        List<PersonReport.Row> found = new ArrayList<>();
        try (ReportRows rows = new ReportRows(tx, job.number(), null, true)) {
            for (ReportRow row = rows.next(); row != null; row = rows.next()) {
                boolean isPerson = row.cell("person").equals(hash);
                boolean isSubject = row.cell("subject").equals(hash);
                if (isPerson || isSubject) {
                    found.add(row(row, isPerson, isSubject));
                } else if (row.cell("state").equals(TargetState.REFUSED.name())) {
                    refusedRows++;
                }
            }
        }
        return found;
    }

    private static PersonReport.Row row(ReportRow row, boolean isPerson, boolean isSubject) {
        return new PersonReport.Row(
                Long.parseLong(row.cell("line")),
                text(row, "account"),
                text(row, "library"),
                TargetState.valueOf(row.cell("state")),
                text(row, "operation"),
                isPerson,
                isSubject,
                row.erased(),
                row.held(),
                text(row, "outcome"),
                text(row, "evidence"),
                time(row, "outcomeAt"),
                time(row, "verifiedAt"),
                !row.cell("maybeByEarlierAttempt").isEmpty(),
                text(row, "kind"),
                text(row, "vendorCode"),
                text(row, "requestId"));
    }

    private static @Nullable String text(ReportRow row, String column) {
        String cell = row.cell(column);
        return cell.isEmpty() ? null : cell;
    }

    private static @Nullable Instant time(ReportRow row, String column) {
        return row.fields().get(column) instanceof Instant time ? time : null;
    }

    private boolean isOnHoldList(Job job) {
        AtomicBoolean found = new AtomicBoolean();
        tx.holds(job.number()).hashes().forEach(held -> {
            if (HexFormat.of().formatHex(held).equals(hash)) {
                found.set(true);
            }
        });
        return found.get();
    }

    private @Nullable ReceiptsCheck check(Job job) {
        if (!keys.signs(job.keys())) {
            return null;
        }
        try {
            MacKey mac = MacKey.read(keys.folder()).orElse(null);
            return RowsVerifier.check(keys.publicKey(), mac, tx, job);
        } catch (IOException e) {
            throw new ErasureException(Reason.INPUT, "the receipts cannot be read", e);
        }
    }
}
