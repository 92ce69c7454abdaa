package io.efface.erasure.internal.ledger;

import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.PersonOutcome;
import io.efface.erasure.ErasureException;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.PlannedFace;
import io.efface.erasure.internal.ledger.record.PlannedRow;
import io.efface.erasure.internal.ledger.record.ReportedRow;
import io.efface.erasure.internal.ledger.record.StoredFace;
import io.efface.erasure.internal.ledger.record.StoredRow;
import org.jspecify.annotations.Nullable;

/**
 * The stored rows and faces of one job, inside a transaction. Checks and reports use this interface. Its methods use no index, because an
 * index may be damaged even if its table is not. For a row or a face with a damaged cell, the methods throw an {@link ErasureException} of
 * reason {@code LEDGER_UNREADABLE}. Methods that do not check all cells say so.
 */
public interface StoredRows {
    /** Reads the planned columns of all rows, sorted by number. The cells are not checked. */
    Cursor<PlannedRow> planned();

    /** Reads the planned columns of all faces, sorted by row and number. Only the cells with the hashes are checked. */
    Cursor<PlannedFace> plannedFaces();

    /** Reads all rows, sorted by number. */
    Cursor<StoredRow> all();

    /**
     * Reads all faces, sorted by target, row and number.
     *
     * @param withIds whether to read the encrypted ids of the faces, too
     */
    Cursor<StoredFace> faces(boolean withIds);

    /** Reads the columns from which the totals of rows are computed, sorted by the number of the row. */
    Cursor<CountedRow> counted();

    /** Reads the columns from which the totals of faces are computed, in any order. */
    Cursor<CountedFace> countedFaces();

    /**
     * Reads all rows with their targets, sorted by number.
     *
     * @param open true to leave out the rows whose target is in the state {@code DONE}
     */
    Cursor<ReportedRow> reported(boolean open);

    /** Reads the numbers of the targets that the hold list protects, each number once, in any order. */
    Cursor<Long> onHold();

    /** Counts the subjects of all rows by the states of their targets. */
    Subjects subjects();

    /** Counts the refused rows whose subject could not be read. They count for no subject. */
    long countRefusedWithoutSubject();

    /** Counts the rows that are not refused although the id of their person breaks the vendor's rule. */
    long countAgainstRule();

    /** Counts the targets that the hold list protects, and that are neither in the state {@code HELD} nor {@code DONE}. */
    long countHeldWithHistory();

    /**
     * The columns of a row from which the totals are computed. If the ledger contains an unknown name of an outcome or of evidence, the
     * component is null.
     *
     * @param hasFaces whether the row is about faces and not about a whole person
     */
    record CountedRow(
            long id,
            TargetState state,
            boolean maybeEarlier,
            @Nullable PersonOutcome outcome,
            @Nullable Evidence evidence,
            boolean hasFaces) {}

    /**
     * The columns of a face from which the totals are computed. If the ledger contains an unknown name of an outcome, the outcome is null.
     */
    record CountedFace(long target, @Nullable FaceOutcome outcome) {}

    /**
     * The numbers of subjects by the states of their targets.
     *
     * @param total the number of all subjects
     * @param erased the number of subjects whose targets are all done
     * @param kept the number of the other subjects with at least one target for which {@link ReportedRow#held} is true
     */
    record Subjects(long total, long erased, long kept) {}
}
