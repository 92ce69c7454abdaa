package io.efface.erasure.internal.run;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.FailureLimit;
import io.efface.erasure.internal.ledger.Accounts;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether one account's results are plausible. The results are not plausible if too many of the last targets failed, or if too many
 * of the first erased targets were already absent. Thread-safe.
 */
final class SafetyStop {
    /** The number of absent targets is checked only if at least this many targets are erased. */
    static final int FEWEST_SAMPLED = 20;

    private final FailureLimit maxFailures;
    private final int maxAbsentPercent;
    private final long planned;
    private final boolean[] failures = new boolean[FailureLimit.LAST];
    private int next;
    private int attempts;
    private int failed;

    /**
     * Creates the check of one account.
     *
     * @param planned the number of the account's planned targets; a small job may have fewer targets than a complete sample
     */
    SafetyStop(FailureLimit maxFailures, int maxAbsentPercent, long planned) {
        this.maxFailures = maxFailures;
        this.maxAbsentPercent = maxAbsentPercent;
        this.planned = planned;
    }

    /** Adds an outcome. Returns the reason to stop the account, or null. */
    @Nullable AccountEnd add(boolean isFailed, Accounts.Sample sample) {
        return hasTooManyFailures(isFailed) ? AccountEnd.TOO_MANY_FAILURES : check(sample);
    }

    /** Returns the reason to stop the account after this sample, or null. */
    @Nullable AccountEnd check(Accounts.Sample sample) {
        long completeSize = Math.min(planned, Accounts.Sample.MAX_SIZE);
        return sample.size() >= FEWEST_SAMPLED && sample.absent() * 100L > maxAbsentPercent * completeSize
                ? AccountEnd.TOO_MANY_ABSENT
                : null;
    }

    private synchronized boolean hasTooManyFailures(boolean isFailed) {
        failed += (isFailed ? 1 : 0) - (failures[next] ? 1 : 0);
        failures[next] = isFailed;
        next = (next + 1) % failures.length;
        attempts = Math.min(attempts + 1, failures.length);
        return maxFailures.isPassed(failed, attempts);
    }
}
