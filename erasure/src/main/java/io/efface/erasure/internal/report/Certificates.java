package io.efface.erasure.internal.report;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.TargetState;
import java.util.stream.Stream;

/** Decides whether a job may have a certificate. */
final class Certificates {
    private Certificates() {}

    /**
     * Checks that a job is finished, and that its receipts confirm its numbers.
     *
     * @throws ErasureException of reason {@code KEYS_MISSING} if the numbers were not checked; {@code ROWS_DIFFER} if the check found a
     *     problem; {@code WRONG_STATE} if the job is not finished or has no targets
     */
    static void check(ReportSummary summary) {
        ReceiptsCheck check = summary.check();
        String job = "the job '" + summary.status().name() + "' gets no certificate: ";
        if (check == null) {
            throw new ErasureException(
                    Reason.KEYS_MISSING, job + "its numbers cannot be checked, because the public key is missing");
        }
        if (!check.isSound()) {
            throw new ErasureException(
                    Reason.ROWS_DIFFER, job + "the receipts do not confirm its numbers: " + check.sentence());
        }
        long open = Stream.of(TargetState.PENDING, TargetState.IN_FLIGHT, TargetState.UNKNOWN)
                .mapToLong(state -> summary.outcomes().getOrDefault(state.name(), 0L))
                .sum();
        if (open > 0) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    job + "it is not finished, because " + open + " targets are open; continue its run");
        }
        if (check.verdict() != ReceiptsCheck.Verdict.INTACT) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    job
                            + "it is not finished, because its receipts do not end with a final seal; continue its run or verification");
        }
        if (summary.planned() == 0) {
            throw new ErasureException(
                    Reason.WRONG_STATE, job + "it has no planned targets, so nothing can have been erased");
        }
    }
}
