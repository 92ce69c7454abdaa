package io.efface.erasure.internal.run;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.FailureLimit;
import io.efface.erasure.internal.ledger.record.RunCounts;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether one account's results are plausible. The results are not plausible if too many of the last targets failed, or if too many
 * of the first erased targets were already absent.
 *
 * @param planned the number of the account's planned targets; a small job may have fewer targets than a complete sample
 */
record SafetyStop(FailureLimit maxFailures, int maxAbsentPercent, long planned) {
    /** The number of absent targets is checked only if at least this many targets are erased. */
    private static final int FEWEST_SAMPLED = 20;

    /** Returns the reason to stop the account, or null. */
    @Nullable AccountEnd check(RunCounts counts) {
        if (maxFailures.isPassed(counts.failed(), counts.attempted())) {
            return AccountEnd.TOO_MANY_FAILURES;
        }
        long completeSize = Math.min(planned, RunCounts.MAX_SAMPLED);
        return counts.sampled() >= FEWEST_SAMPLED && counts.absent() * 100L > maxAbsentPercent * completeSize
                ? AccountEnd.TOO_MANY_ABSENT
                : null;
    }
}
