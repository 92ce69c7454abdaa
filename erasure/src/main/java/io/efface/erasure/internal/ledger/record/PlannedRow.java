package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.TargetState;
import org.jspecify.annotations.Nullable;

/**
 * What was planned of a row, as it is stored: what the plan's digest covers.
 *
 * @param id the row's number, from 1
 * @param line the line of the list that it came from
 * @param account the account's number, or null if the row names none that there is
 * @param state null if the ledger is damaged and holds none
 * @param problem the code of what is wrong with the row, or null
 * @param duplicateOf the row that stands for it, or null
 * @param operation by name
 * @param subjectHash keyed, or null
 * @param personHash keyed, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record PlannedRow(
        long id,
        long line,
        @Nullable Long account,
        @Nullable TargetState state,
        @Nullable String problem,
        @Nullable Long duplicateOf,
        String operation,
        byte @Nullable [] subjectHash,
        byte @Nullable [] personHash) {
    /**
     * Returns the state.
     *
     * @throws io.efface.erasure.ErasureException of reason {@code LEDGER_UNREADABLE} if the ledger holds none
     */
    public TargetState knownState() {
        return state == null ? TargetState.of(-1) : state;
    }

    /** Contains no hash. */
    @Override
    public String toString() {
        return "PlannedRow[" + id + ", " + state + ']';
    }
}
