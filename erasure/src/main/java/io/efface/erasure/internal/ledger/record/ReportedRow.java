package io.efface.erasure.internal.ledger.record;

import org.jspecify.annotations.Nullable;

/**
 * A row and the target that it is deleted with, which of a duplicate is another row.
 *
 * @param problemColumn the column of the list that is wrong, from 1, or null
 * @param subject its subject's id at rest, or null
 * @param person its person's id at rest, or null
 * @param target the number of the target's row
 * @param targetLine the line of the list that the target's row came from
 * @param erased whether the target is in the state {@code DONE}
 * @param held whether the target is in the state {@code HELD}, or a hash on the hold list holds it and it is not erased
 * @param result what became of the target
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
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
