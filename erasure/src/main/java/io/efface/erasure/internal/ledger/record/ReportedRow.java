package io.efface.erasure.internal.ledger.record;

import org.jspecify.annotations.Nullable;

/**
 * A row in a report, with the results of its target. The target of a duplicate is another row.
 *
 * @param plan the planned columns of the row
 * @param problemColumn the column of the list with the problem, from 1, or null
 * @param subject the encrypted id of the row's subject, or null
 * @param person the encrypted id of the row's person, or null
 * @param target the number of the target's row
 * @param targetLine the line of the list from which the target's row comes
 * @param erased whether the target is in the state {@code DONE}
 * @param held whether the target is in the state {@code HELD}, or the hold list protects the target and its state is not {@code DONE}
 * @param result the result of the target
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record ReportedRow(
        PlannedRow plan,
        @Nullable Long problemColumn,
        byte @Nullable [] subject,
        byte @Nullable [] person,
        long target,
        long targetLine,
        boolean erased,
        boolean held,
        RowResult result) {
    /** Contains no id. */
    @Override
    public String toString() {
        return "ReportedRow[" + plan.id() + ", " + target + ']';
    }
}
