package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.record.EventLine;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.FaceResult;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Applies the events of one target after the other to its faces, as the changes did that wrote them. For one thread. */
final class FaceFold {
    private final FaceTrails trails;
    private final EventReader events;
    private final EventLine line = new EventLine(true);

    /** Reads events again. */
    interface EventReader {
        /**
         * Returns the bytes of an event.
         *
         * @param seq the number with which the event was read the first time
         * @throws ErasureException if it is not there any more
         */
        byte[] at(long seq) throws IOException;
    }

    FaceFold(FaceTrails trails, EventReader events) {
        this.trails = trails;
        this.events = events;
    }

    /** Returns what the events of a target say of each face that they name, by its hash. */
    Map<String, FaceResult> of(long target) throws IOException {
        Map<String, FaceResult> facts = new HashMap<>();
        apply(target, facts);
        return facts;
    }

    /**
     * Applies the events of a target to its faces.
     *
     * @param facts by hash; a face that no event names may be among them
     * @return whether the events, which an older version may have written, say enough to be compared
     */
    boolean apply(long target, Map<String, FaceResult> facts) throws IOException {
        boolean complete = true;
        for (long seq : trails.of(target)) {
            if (line.read(events.at(seq))) {
                complete &= apply(facts);
            }
        }
        return complete;
    }

    private boolean apply(Map<String, FaceResult> facts) {
        EventType type = Objects.requireNonNull(line.type);
        if (type == EventType.OUTCOME && line.orphaned) {
            facts.replaceAll((hash, fact) -> fact.orphaned());
        } else if (type == EventType.OUTCOME) {
            for (EventLine.Face face : line.faces) {
                facts.put(face.hash, FaceResult.of(face, facts.getOrDefault(face.hash, FaceResult.NOTHING)));
            }
        } else if (type == EventType.READ_BACK && line.hasAccount && !line.found) {
            facts.replaceAll((hash, fact) -> fact.notFound(line.at));
        } else if (type == EventType.READ_BACK && line.hasAccount) {
            for (EventLine.Face face : line.faces) {
                FaceResult before = facts.getOrDefault(face.hash, FaceResult.NOTHING);
                facts.put(face.hash, before.found(!line.neverSent));
            }
            return line.hasFaces;
        }
        return true;
    }
}
