package io.efface.erasure.internal.receipts;

import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.StoredRows;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.StoredFace;
import io.efface.erasure.internal.ledger.record.StoredFaceResult;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the stored faces of each target with the progress of faces that the target's events record. For one thread. */
final class FacesVerifier implements AutoCloseable {
    private final FaceFold fold;
    private final boolean eventsAreComplete;
    private final Cursor<StoredFace> faces;
    private @Nullable StoredFace nextFace;

    /**
     * Starts reading the stored faces.
     *
     * @param eventsAreComplete whether the events record every field of a row
     */
    FacesVerifier(StoredRows rows, FaceFold fold, boolean eventsAreComplete) {
        this.fold = fold;
        this.eventsAreComplete = eventsAreComplete;
        this.faces = rows.faces(false);
        this.nextFace = faces.next();
    }

    /**
     * Returns whether the stored faces of a target agree with the target's events.
     *
     * @param target a target whose number is greater than the target of the previous call
     * @param hasFaceEvents whether events name faces of the target
     */
    boolean agree(long target, boolean hasFaceEvents) throws IOException {
        Map<String, StoredFaceResult> stored = readFacesOf(target);
        if (stored.isEmpty() && !hasFaceEvents) {
            return true;
        }
        Map<String, FaceRecord> records = new HashMap<>();
        stored.keySet().forEach(hash -> records.put(hash, FaceRecord.NEW));
        boolean namesAllFaces = fold.apply(target, records);
        if (!namesAllFaces && !eventsAreComplete) {
            return true;
        }
        Map<String, StoredFaceResult> expected = new HashMap<>();
        records.forEach((hash, face) -> expected.put(hash, StoredFaceResult.of(face)));
        return stored.equals(expected);
    }

    private Map<String, StoredFaceResult> readFacesOf(long target) {
        Map<String, StoredFaceResult> stored = new HashMap<>();
        for (StoredFace face = nextFace;
                face != null && face.target() <= target;
                face = faces.next(), nextFace = face) {
            if (face.target() == target) {
                stored.put(HexFormat.of().formatHex(face.hash()), face.result());
            }
        }
        return stored;
    }

    /** Reads the faces of all remaining targets, because reading a face also checks its cells. */
    void readRemainingFaces() {
        readFacesOf(Long.MAX_VALUE);
    }

    @Override
    public void close() {
        faces.close();
    }
}
