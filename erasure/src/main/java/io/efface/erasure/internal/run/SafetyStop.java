package io.efface.erasure.internal.run;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.FailureLimit;
import io.efface.erasure.internal.ledger.record.RunCounts;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether one account's results are plausible. The results are not plausible if too many of the last targets failed, or if too many
 * of the first erased targets were already absent.
 *
 * @param planned the number of the account's planned targets
 */
record SafetyStop(FailureLimit maxFailures, int maxAbsentPercent, long planned) {
    /** Returns the reason to stop the account, or null. */
    @Nullable AccountEnd check(RunCounts counts) {
        if (maxFailures.isPassed(counts.failed(), counts.attempted())) {
            return AccountEnd.TOO_MANY_FAILURES;
        }
        return counts.hasManyAbsent(maxAbsentPercent, planned) ? AccountEnd.TOO_MANY_ABSENT : null;
    }
}
