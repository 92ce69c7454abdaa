package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.DetachedSum;
import java.util.List;

/**
 * The detached faces of one job, inside a transaction. A face stays until the job is scrubbed: a later read of the person has to be given
 * its id.
 */
public interface DetachedFaces {
    /**
     * Stores faces that are not stored yet: of each target and hash, the first stays.
     *
     * @return the hashes of those that were added, in hex
     */
    List<String> store(List<DetachedFace> faces);

    /** Returns whether any face of the job was ever detached. */
    boolean isAny();

    /**
     * Returns the detached faces of a target.
     *
     * @throws io.efface.erasure.ErasureException of reason {@code WRONG_STATE} if the job's ids were destroyed
     */
    List<DetachedFace> of(long target);

    /** Returns the sum of all detached faces, read from the table alone, since an index may be damaged by itself. */
    DetachedSum sum();

    /** Removes the ids of the faces of some targets, and leaves their hashes. */
    void removeIds(long first, long last);
}
