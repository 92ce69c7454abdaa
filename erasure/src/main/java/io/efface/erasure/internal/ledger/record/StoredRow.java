package io.efface.erasure.internal.ledger.record;

/**
 * A row as it is stored.
 *
 * @param result what became of it; of a duplicate, nothing
 * @param hasId whether an id of it is stored, of its person or its subject
 */
public record StoredRow(PlannedRow plan, RowResult result, boolean hasId) {}
