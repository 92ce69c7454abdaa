package io.efface.erasure.internal.run;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.FailureLimit;
import io.efface.erasure.internal.ledger.Accounts;
import java.util.function.Consumer;

/**
 * Watches what becomes of one account's targets, and stops the account when that cannot be right: too many failures lately, or too
 * many absences at the job's beginning. Thread-safe.
 */
final class SafetyStop {
    /** Erased targets before which absences say nothing. */
    static final int FEWEST_SAMPLED = 20;

    private final FailureLimit maxFailures;
    private final int maxAbsentPercent;
    private final long planned;
    private final Consumer<AccountEnd> stop;
    private final boolean[] failures = new boolean[FailureLimit.LAST];
    private int next;
    private int attempts;
    private int failed;

    /**
     * Makes a watch.
     *
     * @param planned the account's targets, of which a small job has less than a sample
     * @param stop is called once or more often
     */
    SafetyStop(FailureLimit maxFailures, int maxAbsentPercent, long planned, Consumer<AccountEnd> stop) {
        this.maxFailures = maxFailures;
        this.maxAbsentPercent = maxAbsentPercent;
        this.planned = planned;
        this.stop = stop;
    }

    /** Judges one more outcome. */
    void judge(StoreOutcome.Settled settled) {
        if (isTooManyFailures(settled.failed())) {
            stop.accept(AccountEnd.TOO_MANY_FAILURES);
        }
        judgeAbsences(settled.sample());
    }

    /** Judges the absences that earlier runs left in the ledger. */
    void judgeAbsences(Accounts.Sample counted) {
        long sample = Math.min(planned, Accounts.Sample.MOST);
        if (counted.size() >= FEWEST_SAMPLED && counted.absent() * 100L > maxAbsentPercent * sample) {
            stop.accept(AccountEnd.TOO_MANY_ABSENT);
        }
    }

    private synchronized boolean isTooManyFailures(boolean bad) {
        failed += (bad ? 1 : 0) - (failures[next] ? 1 : 0);
        failures[next] = bad;
        next = (next + 1) % failures.length;
        attempts = Math.min(attempts + 1, failures.length);
        return maxFailures.isPassed(failed, attempts);
    }
}
