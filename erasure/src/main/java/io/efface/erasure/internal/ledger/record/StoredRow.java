package io.efface.erasure.internal.ledger.record;

/**
 * A row as it is stored.
 *
 * @param plan the planned columns of the row
 * @param result the progress of the row; a duplicate has no progress of its own
 * @param hasId whether the row contains an encrypted id of a person or a subject
 */
public record StoredRow(PlannedRow plan, RowResult result, boolean hasId) {}
