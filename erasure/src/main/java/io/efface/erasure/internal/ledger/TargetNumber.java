package io.efface.erasure.internal.ledger;

/**
 * How many targets a job has. The number that an operator read when the job was planned stays good when holds have made it smaller
 * since: nothing is erased that was not expected. Once a hold is lifted only the number from then on counts, since other targets may
 * be among as many.
 *
 * @param now without those that are held now
 * @param planned when planning ended, or a hold was lifted last
 */
public record TargetNumber(long now, long planned) {
    /** Reads what was stored; a ledger of a version that stored nothing has no other number than the present one. */
    public static TargetNumber of(Transaction tx, int job, long now) {
        return new TargetNumber(now, tx.jobs().plannedTargets(job).orElse(now));
    }

    /** Returns whether somebody who expects this number means this job. */
    public boolean isExpectedBy(long number) {
        return number == now || (number == planned && now < planned);
    }
}
