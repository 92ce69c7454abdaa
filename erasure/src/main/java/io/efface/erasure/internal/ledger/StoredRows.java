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
 * The rows and faces of one job as they are stored, inside a transaction, for checks and reports. They are read from the tables alone,
 * since an index may be damaged by itself. Unless a method says otherwise, reading rejects a row or face with a wrong cell by an
 * {@link ErasureException} of reason {@code LEDGER_UNREADABLE}.
 */
public interface StoredRows {
    /** Reads what was planned of all rows, by number; cells are not checked. */
    Cursor<PlannedRow> planned();

    /** Reads what was planned of all faces, by row and number; cells other than the hash are not checked. */
    Cursor<PlannedFace> plannedFaces();

    /** Reads all rows by number. */
    Cursor<StoredRow> all();

    /**
     * Reads all faces by target, and those of one target by row and number.
     *
     * @param withIds whether to read their ids
     */
    Cursor<StoredFace> faces(boolean withIds);

    /** Reads what is counted of all rows, by number. */
    Cursor<CountedRow> counted();

    /** Reads what is counted of all faces, in any order. */
    Cursor<CountedFace> countedFaces();

    /**
     * Reads all rows by number, each with its target.
     *
     * @param open whether to leave out the rows whose target is in the state {@code DONE}
     */
    Cursor<ReportedRow> reported(boolean open);

    /** Reads the numbers of the targets that a hash on the hold list holds, each once, in any order. */
    Cursor<Long> onHold();

    /** Counts the subjects that rows name, by what became of all targets of each. */
    Subjects subjects();

    /** Counts the rows that are not refused although their person's id is against the vendor's rule. */
    long countAgainstRule();

    /** Counts the targets that a hash on the hold list holds and that are neither in the state {@code HELD} nor {@code DONE}. */
    long countHeldWithHistory();

    /**
     * What is counted of a row. A constant that the ledger does not hold by its name is null.
     *
     * @param hasFaces whether it is about faces and not a whole person
     */
    record CountedRow(
            long id,
            TargetState state,
            boolean maybeEarlier,
            @Nullable PersonOutcome outcome,
            @Nullable Evidence evidence,
            boolean hasFaces) {}

    /** What is counted of a face. An outcome that the ledger does not hold by its name is null. */
    record CountedFace(long target, @Nullable FaceOutcome outcome) {}

    /**
     * Subjects by what became of their targets.
     *
     * @param erased of which all targets are done
     * @param kept others, of which at least one target is held as {@link ReportedRow#held} says
     */
    record Subjects(long total, long erased, long kept) {}
}
