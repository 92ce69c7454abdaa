package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Edits of the rows and faces of one job for repairs and scrubs, inside a transaction. A repair restores rows and faces from the receipts.
 * A scrub removes their ids.
 */
public interface RowEdits {
    /**
     * Makes a damaged job readable, so that the other methods can be used. If the storage itself checks types and indexes, this method does
     * nothing and returns 0. Otherwise it rebuilds the indexes of rows and faces. It also removes each value of a wrong type from the job
     * and from its rows, faces and accounts.
     *
     * <p>The events contain most of the removed values. Each other removed value is replaced by a safe value: a pause or a lease ends, the
     * count for {@code --max-absent} starts at 0 again, and the epoch becomes the greatest epoch of all rows.
     *
     * @return the number of removed values; the two counts of an account for {@code --max-absent} count as one value
     */
    int makeReadable();

    /**
     * Restores the progress of a row, and removes its claim.
     *
     * @param notBefore the time before which no call is made for the target, or null
     * @param withFailure whether to restore the failure and the vendor's response, too
     * @param isTarget whether events name the row, so that it is certainly a target. Then the row is no longer marked as a duplicate, and
     *     its problem is removed. The mark {@code ID_AGAINST_RULE} stays
     */
    void restore(long row, TargetProgress progress, @Nullable Instant notBefore, boolean withFailure, boolean isTarget);

    /** Returns whether a target has a face that its own row names. This method uses no index. */
    boolean hasFaces(long target);

    /** Returns the keyed hashes of a target's faces, in any order. */
    List<byte[]> faces(long target);

    /** Restores the progress of those faces of a target that have this hash. */
    void restoreFace(long target, byte[] hash, FaceRecord record);

    /**
     * Removes the ids of a range of rows, of the faces that these rows name, and of their detached faces. The hashes stay.
     *
     * @param first the number of the first row
     * @param last the number of the last row, inclusive
     */
    void removeIds(long first, long last);
}
