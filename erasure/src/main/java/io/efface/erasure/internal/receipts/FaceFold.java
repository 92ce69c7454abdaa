package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.record.EventReader;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Applies the events of each target to the faces of that target. Each event is read a second time for this. For one thread. */
final class FaceFold {
    private final EventsByTarget.Reader eventsByTarget;
    private final EventSource events;
    private final EventReader reader = new EventReader();

    /** Reads an event a second time. */
    interface EventSource {
        /**
         * Returns the bytes of an event.
         *
         * @param seq the number that the event had when it was read for the first time
         * @throws ErasureException if the event no longer exists
         */
        byte[] at(long seq) throws IOException;
    }

    FaceFold(EventsByTarget.Reader eventsByTarget, EventSource events) {
        this.eventsByTarget = eventsByTarget;
        this.events = events;
    }

    /**
     * Applies the events of a target to its faces.
     *
     * @param target a target whose number is greater than the target of the previous call
     * @param faces the faces by hash; the method updates them, and adds each face that only an event names
     * @return false if an event of the target does not name all faces that it changed, which is possible if an older version of Efface
     *     wrote the event
     */
    boolean apply(long target, Map<String, FaceRecord> faces) throws IOException {
        boolean complete = true;
        for (long seq : eventsByTarget.of(target)) {
            TargetEvent event = reader.read(events.at(seq)) == null ? null : reader.event();
            if (event != null) {
                apply(event, faces);
                complete &= !(event instanceof TargetEvent.ReadBack read) || read.isComplete();
            }
        }
        return complete;
    }

    /** Applies an event to the faces of its target. */
    static void apply(TargetEvent event, Map<String, FaceRecord> faces) {
        if (event instanceof TargetEvent.Outcome ended) {
            ended.faces().keySet().forEach(hash -> faces.putIfAbsent(hash, FaceRecord.NEW));
        }
        faces.replaceAll((hash, face) -> face.apply(event, hash));
    }

    /**
     * Returns the faces that the events of a target name, with the progress that the events record. The keys are the hashes of the faces.
     */
    Map<String, FaceRecord> of(long target) throws IOException {
        Map<String, FaceRecord> faces = new HashMap<>();
        apply(target, faces);
        return faces;
    }
}
