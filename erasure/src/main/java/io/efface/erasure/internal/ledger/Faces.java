package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import java.util.ArrayList;
import java.util.List;

/** The faces of one job's targets, inside a transaction. Runs and verifications use this interface. */
public interface Faces {
    /** Returns all faces of a target in any order, including the faces that its duplicates name. */
    List<TargetFace> of(long target);

    /** Stores the progress of a face. */
    void store(long row, int number, FaceRecord record);

    /**
     * Applies an event to the faces of its target, and stores the faces that change.
     *
     * @return the progress of all faces of the target after the event
     */
    default List<FaceRecord> apply(TargetEvent event) {
        List<FaceRecord> all = new ArrayList<>();
        for (TargetFace face : of(event.target())) {
            FaceRecord after = face.record().apply(event, face.hash());
            if (!after.equals(face.record())) {
                store(face.row(), face.number(), after);
            }
            all.add(after);
        }
        return all;
    }

    /**
     * A face of a target.
     *
     * @param row the number of the row that names the face
     * @param number the face's number in that row
     * @param hash the keyed hash of the face's id, in hex
     * @param record the progress of the face
     */
    record TargetFace(long row, int number, String hash, FaceRecord record) {}
}
