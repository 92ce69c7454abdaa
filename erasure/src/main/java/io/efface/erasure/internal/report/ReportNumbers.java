package io.efface.erasure.internal.report;

import io.efface.PersonOutcome;
import io.efface.erasure.JobState;
import io.efface.erasure.JobStatus;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.ReportSummary.Remark;
import io.efface.erasure.ReportSummary.Subjects;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.internal.ledger.AcceptedRisks;
import io.efface.erasure.internal.ledger.RecordedRequest;
import io.efface.erasure.internal.ledger.StoredRows;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.receipts.Totals;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the numbers and the remarks of a report. */
final class ReportNumbers {
    private ReportNumbers() {}

    static ReportSummary read(Transaction tx, Job job, @Nullable ReceiptsCheck check) {
        Totals totals = Totals.read(tx.rows(job.number()));
        JobStatus status = StatusReader.readWithoutIndexes(tx, job);
        boolean isBeingPlanned = job.state() == JobState.PLANNING;
        return new ReportSummary(
                status,
                totals.planned(),
                totals.countOf(TargetState.DUPLICATE),
                totals.countOf(TargetState.REFUSED),
                totals.countOf(TargetState.HELD),
                totals.outcomes(),
                totals.evidence(),
                totals.faces(),
                remarks(tx, job, totals, status, check),
                isBeingPlanned
                        ? new Subjects(0, 0, 0, 0)
                        : subjects(tx.rows(job.number()).subjects()),
                totals.isComplete() && !isBeingPlanned && check != null && confirmsDoneTargets(check),
                check,
                RecordedRequest.read(tx.events(job.number())));
    }

    /** Returns whether the receipts are sound, and sealed events confirm every target in the state {@code DONE}. */
    private static boolean confirmsDoneTargets(ReceiptsCheck check) {
        RowsCheck rows = check.rows();
        return check.isSound() && rows != null && rows.unsealedDone() == 0;
    }

    private static Subjects subjects(StoredRows.Subjects subjects) {
        return new Subjects(
                subjects.total(),
                subjects.erased(),
                subjects.kept(),
                subjects.total() - subjects.erased() - subjects.kept());
    }

    private static List<Remark> remarks(
            Transaction tx, Job job, Totals totals, JobStatus status, @Nullable ReceiptsCheck check) {
        List<Remark> remarks = new ArrayList<>();
        add(
                remarks,
                Remark.EVERYBODY_ABSENT,
                everybodyAbsent(totals),
                "targets are done, and each was absent before"
                        + " anything was sent, so nothing was deleted: check the list, the region and the key");
        add(
                remarks,
                Remark.EVERYBODY_HELD,
                totals.planned() > 0 ? 0 : totals.countOf(TargetState.HELD),
                "targets are on the hold list, and the job has no other targets, so nothing was deleted");
        addCheck(remarks, check);
        add(
                remarks,
                "MAYBE_BY_EARLIER_ATTEMPT",
                totals.maybeEarlier(),
                "targets that an earlier attempt may have deleted, because its response was lost or incomplete");
        status.databaseReplacedAt()
                .ifPresent(at -> remarks.add(new Remark(
                        "DATABASE_REPLACED",
                        0,
                        "the job continued in a copy of its database at " + at.truncatedTo(ChronoUnit.SECONDS)
                                + ", after a failover or a restore; the last events before may be missing, so an earlier"
                                + " attempt may have deleted each target that was open then")));
        add(
                remarks,
                "ID_AGAINST_RULE",
                tx.rows(job.number()).countAgainstRule(),
                "rows whose person id breaks the vendor's rule; a vendor that cannot store an id reports it as absent");
        add(
                remarks,
                "NOT_READ_BACK",
                totals.countOf(TargetState.DONE) - totals.evidence().getOrDefault("VERIFIED_ABSENT", 0L),
                "targets that are done according to the vendor's response alone, and were not read back");
        add(remarks, "FACES_NOT_ERASED", totals.facesNotGone(), "faces of planned targets that may still exist");
        add(
                remarks,
                "PRESENT",
                totals.countOf(TargetState.PRESENT),
                "targets that a read found after the vendor had confirmed their deletion");
        add(
                remarks,
                "REFUSED",
                totals.countOf(TargetState.REFUSED),
                "rows that cannot be used, so the job is not complete");
        add(
                remarks,
                "REFUSED_WITHOUT_SUBJECT",
                tx.rows(job.number()).countRefusedWithoutSubject(),
                "refused rows whose subject could not be read; their subjects may be missing from the numbers of subjects, or count"
                        + " as erased");
        add(
                remarks,
                "HELD",
                totals.countOf(TargetState.HELD),
                "targets on the hold list; the ledger shows no request for them that may have had an effect");
        add(
                remarks,
                "HELD_WITH_HISTORY",
                tx.rows(job.number()).countHeldWithHistory(),
                "targets that were put on the hold list after a request was sent for them; they keep their state");
        for (JobStatus.Account account : status.accounts()) {
            if (account.paused() != null) {
                remarks.add(new Remark(
                        "ACCOUNT_PAUSED",
                        0,
                        "account " + account.label() + " is paused (" + account.paused()
                                + "); no requests are sent to it"));
            }
        }
        add(
                remarks,
                "OVERRIDDEN",
                tx.events(job.number()).count(EventType.OVERRIDDEN),
                "checks and safety stops that the operator overrode; the receipts name them");
        for (Map.Entry<ListRisk, Long> risk :
                AcceptedRisks.read(tx.events(job.number())).entrySet()) {
            add(remarks, "ACCEPTED", risk.getValue(), AcceptedRisks.text(risk.getKey()));
        }
        add(remarks, "UNSEALED", status.receipts().unsealed(), "events of the receipts that no seal covers yet");
        if (job.state() == JobState.SCRUBBING || job.state() == JobState.SCRUBBED) {
            remarks.add(
                    new Remark("SCRUBBED", 0, "the ids of this job were destroyed; its hashes and outcomes remain"));
        }
        if (job.fromJob() != null) {
            remarks.add(new Remark(
                    "PLANNED_FROM_JOB",
                    0,
                    "planned from job " + job.fromJob()
                            + "; it may contain people whom the vendor restored, and people who were enrolled again"));
        }
        remarks.add(
                new Remark(
                        "VENDOR_COPIES",
                        0,
                        "copies in the vendors' backups, replicas, caches and logs cannot be seen; this report does not cover them"));
        return remarks;
    }

    /**
     * Returns the number of {@code DONE} targets if every one of them was already absent. Returns 0 if some target was not absent before,
     * or if an earlier attempt may have deleted all of them.
     */
    private static long everybodyAbsent(Totals totals) {
        long done = totals.countOf(TargetState.DONE);
        boolean allAbsent = totals.outcomes().getOrDefault(PersonOutcome.ALREADY_ABSENT.name(), 0L) == done;
        return allAbsent && totals.maybeEarlier() < done ? done : 0;
    }

    private static void addCheck(List<Remark> remarks, @Nullable ReceiptsCheck check) {
        if (check == null) {
            remarks.add(new Remark(
                    "NOT_CHECKED",
                    0,
                    "these numbers were not checked against the receipts, because the public key is missing; therefore the job is not"
                            + " reported as complete"));
            return;
        }
        RowsCheck rows = check.rows();
        if (check.verdict() == ReceiptsCheck.Verdict.BROKEN) {
            remarks.add(
                    new Remark("RECEIPTS_BROKEN", 0, "the receipts do not confirm these numbers: " + check.sentence()));
        } else if (rows != null && !rows.agrees()) {
            remarks.add(new Remark("ROWS_DIFFER", rows.differences(), "differences: " + rows.sentence()));
        } else if (rows != null) {
            remarks.add(
                    new Remark("CHECKED", rows.rows(), "rows were checked against the receipts and agree with them"));
            add(
                    remarks,
                    "ROWS_UNSEALED",
                    rows.unsealed(),
                    "targets with events that no seal covers yet, so no signature confirms their state");
            if (!check.tailAuthenticated()) {
                add(
                        remarks,
                        "TAIL_NOT_AUTHENTICATED",
                        check.tail(),
                        "events without a seal, which anyone with write access to the ledger may have added");
            }
            for (String limit : rows.limits()) {
                remarks.add(new Remark("CHECK_LIMITED", 0, limit));
            }
        }
    }

    private static void add(List<Remark> remarks, String code, long count, String text) {
        if (count > 0) {
            remarks.add(new Remark(code, count, text));
        }
    }
}
