package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.FaceRecord;
import java.util.List;

/** The faces of one job's targets as runs and verifications use them, inside a transaction. */
public interface Faces {
    /** Returns all faces of a target, also those that its duplicates name, in any order. */
    List<StoredFace> of(long target);

    /** Stores what has become of a face. */
    void store(long row, int number, FaceRecord record);

    /**
     * A face of a target.
     *
     * @param row the row that named it
     * @param number its place in that row
     */
    record StoredFace(long row, int number, FaceRecord record) {}
}
