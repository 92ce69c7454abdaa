package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.DetachedSum;
import java.util.List;

/**
 * The detached faces of one job, inside a transaction. The ledger keeps the id of a detached face until the job is scrubbed, because a
 * later read finds the face only by its id.
 */
public interface DetachedFaces {
    /**
     * Stores faces. A face is ignored if a face with the same target and hash is stored already.
     *
     * @return the hashes of the added faces, in hex
     */
    List<String> store(List<DetachedFace> faces);

    /**
     * Checks the cells that show to whom each detached face belongs, and whether a read has found it absent. If one of these cells is
     * damaged, the other methods overlook the face.
     *
     * @throws io.efface.erasure.ErasureException of reason {@code LEDGER_UNREADABLE} if a cell does not hold a value of its type
     */
    void requireReadable();

    /** Returns whether a face of the job was ever detached. */
    boolean hasAny();

    /**
     * Returns the detached faces of a target.
     *
     * @throws io.efface.erasure.ErasureException of reason {@code WRONG_STATE} if the job's ids were destroyed
     */
    List<DetachedFace> of(long target);

    /**
     * Returns the detached faces of a person that may still exist: no read has found the person's target absent. Faces whose ids were
     * removed are left out.
     *
     * @param personHash the keyed hash of the person's id, in hex
     */
    List<DetachedFace> unverified(int account, String personHash);

    /**
     * Reads the people of an account who have detached faces that may still exist. The cursor returns the keyed hash of each person's id
     * once, in hex.
     */
    Cursor<String> unverifiedPeople(int account);

    /** Returns the number of detached faces of all targets that may still exist, including the faces whose ids were removed. */
    long unverified();

    /**
     * Returns a digest of all detached faces. The digest is computed from the table and not from an index, because an index may be damaged
     * even if its table is not.
     */
    DetachedSum sum();
}
