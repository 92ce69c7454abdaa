package io.efface.erasure.internal.plan;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.PlanRequest.Reuse;
import io.efface.erasure.RunOptions;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.HoldList;
import io.efface.erasure.internal.ledger.PlanDigest;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.receipts.JobReceipts;
import java.util.List;
import java.util.Optional;

/**
 * Compares a plan with the jobs that were planned from the same list. All methods are called in the transaction that stores the plan.
 *
 * @param reuse the jobs that may be used instead of the plan
 */
record SameList(Reuse reuse) {
    /** Returns the job that is to be used instead of the plan with this digest, or empty. */
    Optional<Job> jobToUse(Transaction tx, PlanDigest digest) {
        if (reuse == Reuse.NOTHING) {
            return Optional.empty();
        }
        List<Job> same = tx.jobs().all().stream()
                .filter(job -> digest.hex().equals(job.digest()))
                .toList();
        Optional<Job> unfinished =
                newest(same.stream().filter(job -> isUnfinished(tx, job)).toList());
        return unfinished.isEmpty() && reuse == Reuse.ANY ? newest(same) : unfinished;
    }

    /** Returns the last of the jobs, which are sorted by number. */
    private static Optional<Job> newest(List<Job> jobs) {
        return jobs.stream().reduce((older, newer) -> newer);
    }

    private static boolean isUnfinished(Transaction tx, Job job) {
        if (job.state() != JobState.PLANNED && job.state() != JobState.STARTED) {
            return false;
        }
        Targets targets = tx.targets(job.number());
        List<TargetSelection> selections = TargetSelection.toErase(RunOptions.Retry.TRANSIENT);
        return tx.accounts(job.number()).all().stream()
                .mapToInt(JobAccount::number)
                .anyMatch(account -> selections.stream().anyMatch(selection -> targets.count(account, selection) > 0));
    }

    /**
     * Compares the hold lists of all jobs of the same list. Rejects the job {@code used} if a run of this job would delete a person whom
     * the hold list of another job protects. Makes no comparison if no job may be used instead of the plan.
     *
     * @param used the job of the plan, or the job that is used instead of the plan
     * @param digest the digest of the plan; {@code used} has the same rows
     * @throws ErasureException of reason {@code HOLDS_MISSING} if the hold list of another job protects a target that a run of this job
     *     would delete
     */
    void requireHolds(Transaction tx, Job used, PlanDigest digest) {
        if (reuse == Reuse.NOTHING || !isUnfinished(tx, used)) {
            return;
        }
        for (Job other : tx.jobs().all()) {
            if (other.number() != used.number()
                    && JobReceipts.rowsDigest(tx, other.number())
                            .filter(digest.hexOfRows()::equals)
                            .isPresent()
                    && holdsMore(tx, other, used)) {
                throw new ErasureException(
                        Reason.HOLDS_MISSING,
                        "the job '" + other.name()
                                + "' has the same list, and its hold list protects people whom this job would delete;"
                                + " nothing was planned or sent");
            }
        }
    }

    /**
     * Returns whether the hold list of {@code holder} protects a target that {@code used} may still delete, because the target is not on the
     * hold list of {@code used}.
     */
    private static boolean holdsMore(Transaction tx, Job holder, Job used) {
        HoldList holds = tx.holds(used.number());
        try (Cursor<byte[]> hashes = tx.holds(holder.number()).hashes()) {
            for (byte[] hash = hashes.next(); hash != null; hash = hashes.next()) {
                if (holds.targets(hash).stream()
                        .anyMatch(target -> target.state().isPlanned()
                                && target.state() != TargetState.DONE
                                && !holds.isHeld(target.target()))) {
                    return true;
                }
            }
            return false;
        }
    }
}
