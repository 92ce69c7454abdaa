package io.efface.erasure.internal.receipts;

import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.StoredRows;
import io.efface.erasure.internal.ledger.record.FaceResult;
import io.efface.erasure.internal.ledger.record.StoredFace;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the faces of one target after the other, in order, with what its events come to. For one thread. */
final class FacesVerifier implements AutoCloseable {
    private final FaceFold fold;
    private final boolean inFull;
    private final Cursor<StoredFace> faces;
    private @Nullable StoredFace next;

    /**
     * Begins to read.
     *
     * @param inFull whether the events say all that a row has
     */
    FacesVerifier(StoredRows rows, FaceFold fold, boolean inFull) {
        this.fold = fold;
        this.inFull = inFull;
        this.faces = rows.faces(false);
        this.next = faces.next();
    }

    /**
     * Returns whether the rows of a target's faces say what its events say.
     *
     * @param target greater than the one before
     */
    boolean agree(long target, boolean named) throws IOException {
        Map<String, FaceResult> stored = facesOf(target);
        if (stored.isEmpty() && !named) {
            return true;
        }
        Map<String, FaceResult> folded = new HashMap<>();
        stored.keySet().forEach(hash -> folded.put(hash, FaceResult.NOTHING));
        boolean complete = fold.apply(target, folded);
        return (!complete && !inFull) || stored.equals(folded);
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

    /** Reads the faces behind the last row, which belong to no target. */
    void end() {
        facesOf(Long.MAX_VALUE);
    }

    @Override
    public void close() {
        faces.close();
    }
}
