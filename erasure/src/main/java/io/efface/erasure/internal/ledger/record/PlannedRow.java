package io.efface.erasure.internal.ledger.record;

import io.efface.erasure.TargetState;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a stored row that the plan's digest covers, and its state.
 *
 * @param id the row's number, from 1
 * @param line the line of the list from which the row comes
 * @param account the account's number, or null if the row does not name an existing account
 * @param state the row's state, or null if the ledger is damaged and has no valid state
 * @param problem the code of the row's problem or mark, or null
 * @param duplicateOf the number of the target with the same person, or null if the row is not a duplicate
 * @param operation the name of the operation
 * @param subjectHash the keyed hash of the subject's id, or null
 * @param personHash the keyed hash of the person's id, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
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
     * @throws io.efface.erasure.ErasureException of reason {@code LEDGER_UNREADABLE} if the ledger has no valid state for the row
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
