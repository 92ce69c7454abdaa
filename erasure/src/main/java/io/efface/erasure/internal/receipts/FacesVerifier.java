package io.efface.erasure.internal.receipts;

import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.StoredRows;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.FaceResult;
import io.efface.erasure.internal.ledger.record.StoredFace;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the stored faces of one target after the other with those that its events make. For one thread. */
final class FacesVerifier implements AutoCloseable {
    private final FaceFold fold;
    private final boolean inFull;
    private final Cursor<StoredFace> faces;
    private @Nullable StoredFace next;

    /**
     * Begins to read.
     *
     * @param inFull whether the events record every field of a row
     */
    FacesVerifier(StoredRows rows, FaceFold fold, boolean inFull) {
        this.fold = fold;
        this.inFull = inFull;
        this.faces = rows.faces(false);
        this.next = faces.next();
    }

    /**
     * Returns whether the stored faces of a target are those that its events make.
     *
     * @param target greater than the one before
     * @param named whether events name faces of it
     */
    boolean agree(long target, boolean named) throws IOException {
        Map<String, FaceResult> stored = facesOf(target);
        if (stored.isEmpty() && !named) {
            return true;
        }
        Map<String, FaceRecord> expected = new HashMap<>();
        stored.keySet().forEach(hash -> expected.put(hash, FaceRecord.NEW));
        boolean complete = fold.apply(target, expected);
        if (!complete && !inFull) {
            return true;
        }
        Map<String, FaceResult> asStored = new HashMap<>();
        expected.forEach((hash, face) -> asStored.put(hash, FaceResult.of(face)));
        return stored.equals(asStored);
    }

    private Map<String, FaceResult> facesOf(long target) {
        Map<String, FaceResult> stored = new HashMap<>();
        for (StoredFace face = next; face != null && face.target() <= target; face = faces.next(), next = face) {
            if (face.target() == target) {
                stored.put(HexFormat.of().formatHex(face.hash()), face.result());
            }
        }
        return stored;
    }

    /** Reads the faces of targets behind the last row, so that a wrong cell among them is found, too. */
    void end() {
        facesOf(Long.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        faces.close();
        fold.close();
    }
}
