package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the rows and faces of one job that no request makes, inside a transaction: a repair restores them from the receipts, and a
 * scrub removes their ids.
 */
public interface RowEdits {
    /** Rebuilds the indexes of rows and faces, since an index may be damaged by itself. */
    void rebuildIndexes();

    /**
     * Empties the cells of a wrong type that a repair restores.
     *
     * @return how many there were
     */
    int clearWrongCells();

    /**
     * Restores the progress of a row, and ends its claim.
     *
     * @param notBefore until when it is left alone, or null
     * @param withFailure whether to restore why it failed and what the vendor answered, too
     * @param target whether events name it, so that it is neither refused nor a duplicate; of its problems, only that its id is against the
     *     vendor's rule stays
     */
    void restore(long row, TargetProgress progress, @Nullable Instant notBefore, boolean withFailure, boolean target);

    /** Returns whether a target has a face that its own row names, read from the table alone. */
    boolean hasFaces(long target);

    /** Returns the keyed hashes of a target's faces, in any order. */
    List<byte[]> faces(long target);

    /** Restores what became of the faces of a target that have a hash. */
    void restoreFace(long target, byte[] hash, FaceRecord record);

    /** Removes the ids of some rows and of the faces that they name, and leaves the hashes. */
    void removeIds(long first, long last);
}
