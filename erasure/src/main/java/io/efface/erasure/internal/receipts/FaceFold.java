package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.record.EventReader;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Applies the events of one target after the other to its faces. It reads each event again. For one thread. */
final class FaceFold implements Closeable {
    private final EventsByTarget.Reader order;
    private final EventSource events;
    private final EventReader reader = new EventReader();

    /** Reads events again. */
    interface EventSource {
        /**
         * Returns the bytes of an event.
         *
         * @param seq the number with which the event was read the first time
         * @throws ErasureException if the event is not there any more
         */
        byte[] at(long seq) throws IOException;
    }

    FaceFold(EventsByTarget.Reader order, EventSource events) {
        this.order = order;
        this.events = events;
    }

    /**
     * Applies the events of a target to its faces.
     *
     * @param target greater than the one before
     * @param faces by hash; those that only events name are added, and a face that no event names may be among them
     * @return whether the events, which an older version may have written, name all faces that they changed
     */
    boolean apply(long target, Map<String, FaceRecord> faces) throws IOException {
        boolean complete = true;
        for (long seq : order.of(target)) {
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

    /** Returns what the events of a target make of the faces that they name. */
    Map<String, FaceRecord> of(long target) throws IOException {
        Map<String, FaceRecord> faces = new HashMap<>();
        apply(target, faces);
        return faces;
    }

    @Override
    public void close() throws IOException {
        order.close();
    }
}
