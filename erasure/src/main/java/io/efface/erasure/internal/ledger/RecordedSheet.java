package io.efface.erasure.internal.ledger;

import java.util.Optional;

/** The sheet of a workbook from which a job was planned, which the event {@code PLANNED} contains. */
public final class RecordedSheet {
    /** The name of the field. Lists that are not workbooks have no such field. */
    public static final String FIELD = "sheet";

    private RecordedSheet() {}

    /**
     * Returns the number of the sheet, from 1. Returns empty if the list is not a workbook, or if an earlier version of Efface, which did
     * not record the sheet, planned the job.
     */
    public static Optional<Integer> read(Events events) {
        return RecordedRequest.plan(events).get(FIELD) instanceof Number sheet
                ? Optional.of(sheet.intValue())
                : Optional.empty();
    }
}
