package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventReader;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.EventType;
import java.time.Instant;
import java.util.Optional;

/**
 * The database in which the events of a job were stored, according to the events {@code PLANNED} and {@code DATABASE_REPLACED}. After a
 * failover or a restore, a job continues in a copy of its database, and the last events before the copy took over may be missing. So every
 * target that is open then may have been deleted by an attempt that the ledger does not know.
 */
public final class RecordedDatabase {
    /** The name of the field. Events of a ledger in a file have no such field. */
    public static final String FIELD = "database";

    private RecordedDatabase() {}

    /**
     * If the job continues in another database than before, records this. Does nothing if the events name no database, because the ledger
     * is in a file or because the server did not permit the query for the identity.
     *
     * @param tx a transaction that writes, in which events of the job can be added
     */
    public static void update(Transaction tx, int job, Instant now) {
        String present = tx.database().orElse(null);
        if (present != null && isOther(present, tx.events(job))) {
            tx.events(job).add(Event.of(EventType.DATABASE_REPLACED, now).with(FIELD, present));
        }
    }

    private static boolean isOther(String present, Events events) {
        try (Cursor<EventRow> newestFirst = events.ofJob()) {
            for (EventRow event = newestFirst.next(); event != null; event = newestFirst.next()) {
                if (Event.fields(event.bytes()).get(FIELD) instanceof String recorded) {
                    return !recorded.equals(present);
                }
            }
        }
        return false;
    }

    /** Returns the time at which a job first continued in a copy of its database, or empty if it never did. */
    public static Optional<Instant> replacedAt(Events events) {
        if (!events.haveMacs()) {
            // A ledger of version 1 is a file, and its events cannot be read with their HMACs.
            return Optional.empty();
        }
        Instant first = null;
        try (Cursor<EventRow> newestFirst = events.ofJob()) {
            EventReader reader = new EventReader();
            for (EventRow event = newestFirst.next(); event != null; event = newestFirst.next()) {
                if (reader.read(event.bytes()) == EventType.DATABASE_REPLACED) {
                    first = reader.at();
                }
            }
        }
        return Optional.ofNullable(first);
    }
}
