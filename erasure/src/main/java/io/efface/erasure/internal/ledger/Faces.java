package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import java.util.List;

/** The faces of one job's targets as runs and verifications use them, inside a transaction. */
public interface Faces {
    /** Returns all faces of a target, also those that its duplicates name, in any order. */
    List<TargetFace> of(long target);

    /** Stores what has become of a face. */
    void store(long row, int number, FaceRecord record);

    /** Stores what an event makes of the faces of its target. */
    default void apply(TargetEvent event) {
        for (TargetFace face : of(event.target())) {
            FaceRecord after = face.record().apply(event, face.hash());
            if (!after.equals(face.record())) {
                store(face.row(), face.number(), after);
            }
        }
    }

    /**
     * A face of a target.
     *
     * @param row the row that named it
     * @param number its place in that row
     * @param hash keyed, in hex
     */
    record TargetFace(long row, int number, String hash, FaceRecord record) {}
}
