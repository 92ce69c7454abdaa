package io.efface.erasure.internal.receipts;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.efface.erasure.JobState;
import io.efface.erasure.internal.ledger.record.EventType;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** What the events about a job as a whole record. For one thread. */
final class JobFold {
    private @Nullable Map<?, ?> plan;
    private Instant plannedAt = Instant.EPOCH;
    private @Nullable Object holds;
    private boolean holdsChanged;
    private long held;
    private boolean scrubbing;
    private boolean scrubForced;
    private boolean scrubbed;
    private boolean started;

    /** Applies an event; {@code PLANNED} counts only under a seal. */
    void add(EventType type, Instant at, byte[] bytes, boolean sealed) {
        if (type == EventType.PLANNED && sealed && plan == null) {
            plan = fields(bytes);
            plannedAt = at;
            holds = plan.get("holdsSha256");
            held = number(plan, "held");
        } else if (type == EventType.HOLDS_CHANGED) {
            Map<?, ?> change = fields(bytes);
            holds = change.get("holdsSha256");
            holdsChanged = true;
            held += "added".equals(change.get("change")) ? number(change, "targets") : -number(change, "targets");
        } else if (type == EventType.SCRUBBED) {
            scrubbing = true;
            scrubbed |= "ids".equals(fields(bytes).get("step"));
        } else if (type == EventType.OVERRIDDEN) {
            scrubForced |= "scrub".equals(fields(bytes).get("stop"));
        }
    }

    /** Records that an attempt was made. */
    void attempted() {
        started = true;
    }

    /** Returns the fields of an event, none if it cannot be read. */
    static Map<?, ?> fields(byte[] bytes) {
        try {
            return JsonReader.of(new Buffer().write(bytes)).readJsonValue() instanceof Map<?, ?> map ? map : Map.of();
        } catch (IOException | JsonDataException e) {
            return Map.of();
        }
    }

    private static long number(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof Double number ? number.longValue() : 0;
    }

    /** Returns what was recorded when the job was planned, or null if the version that planned it recorded nothing. */
    @Nullable Map<?, ?> plan() {
        return plan;
    }

    /** Returns a number of {@code PLANNED}, or 0 if there is none. */
    long planned(String name) {
        Map<?, ?> fields = plan;
        return fields == null ? 0 : number(fields, name);
    }

    /** Returns the time of {@code PLANNED}. */
    Instant plannedAt() {
        return plannedAt;
    }

    /** Returns the digest of the hold list after its last change, or null if the version that changed it recorded none. */
    @Nullable Object holds() {
        return holds;
    }

    /** Returns whether the hold list was changed after the plan. */
    boolean isHoldsChanged() {
        return holdsChanged;
    }

    /** Returns how many targets without history the events about the job put on hold. */
    long held() {
        return held;
    }

    /** Returns whether the job's ids were destroyed. */
    boolean isScrubbed() {
        return scrubbed;
    }

    /** Returns whether the operator forced a scrub. */
    boolean isScrubForced() {
        return scrubForced;
    }

    /** Returns whether an attempt was made. */
    boolean isStarted() {
        return started;
    }

    /** Returns the state that the job has at least. */
    JobState state() {
        if (scrubbing) {
            return scrubbed ? JobState.SCRUBBED : JobState.SCRUBBING;
        }
        return started ? JobState.STARTED : JobState.PLANNED;
    }
}
