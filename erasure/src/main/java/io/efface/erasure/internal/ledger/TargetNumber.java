package io.efface.erasure.internal.ledger;

/**
 * The number of a job's targets, with which an operator confirms a run. An operator may use the number at the end of planning. This number
 * stays valid if ids are added to the hold list, because then the job has fewer targets. It becomes invalid if an id is removed from the
 * hold list, because the same number may then stand for other targets.
 *
 * @param now the present number of targets without the held targets
 * @param planned the number of targets at the end of planning, or at the last removal of an id from the hold list if that happened later
 */
public record TargetNumber(long now, long planned) {
    /**
     * Reads the number from the ledger. If an older version of Efface planned the job and stored no number, {@code planned} is the present
     * number.
     */
    public static TargetNumber of(Transaction tx, int job, long now) {
        return new TargetNumber(now, tx.jobs().plannedTargets(job).orElse(now));
    }

    /** Returns whether an operator who expects this number of targets may run the job. */
    public boolean isExpectedBy(long number) {
        return number == now || (number == planned && now < planned);
    }
}
