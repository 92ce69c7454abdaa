package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.RequestFacts;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts about the request for an erasure, which the event {@code PLANNED} contains. */
public final class RecordedRequest {
    private static final String REFERENCE = "reference";
    private static final String REASON = "reason";
    private static final String REQUESTED_AT = "requestedAt";
    private static final String APPROVED_BY = "approvedBy";

    private RecordedRequest() {}

    /** Returns an event together with the facts. A missing fact adds no field, so the event of a plan without facts does not change. */
    public static Event add(RequestFacts facts, Event planned) {
        return planned.with(REFERENCE, facts.reference())
                .with(REASON, facts.reason())
                .with(REQUESTED_AT, facts.requestedAt())
                .with(APPROVED_BY, facts.approvedBy());
    }

    /** Returns the facts of a job. If the event was changed so that a fact is not valid, the result has no facts. */
    public static RequestFacts read(Events events) {
        Map<?, ?> fields = plan(events);
        try {
            return new RequestFacts(
                    text(fields, REFERENCE),
                    Arrays.stream(RequestFacts.Reason.values())
                            .filter(reason -> reason.name().equals(fields.get(REASON)))
                            .findFirst()
                            .orElse(null),
                    text(fields, REQUESTED_AT),
                    text(fields, APPROVED_BY));
        } catch (ErasureException e) {
            return RequestFacts.NONE;
        }
    }

    private static @Nullable String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    /** Returns the fields of the event {@code PLANNED}, or no fields if the job has no such event or if it cannot be read. */
    public static Map<?, ?> plan(Events events) {
        try (Cursor<byte[]> plans = events.ofTypes(EventType.PLANNED)) {
            byte[] first = plans.next();
            return first == null ? Map.of() : Event.fields(first);
        }
    }
}
