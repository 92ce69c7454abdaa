package io.efface.erasure.internal.receipts;

import io.efface.erasure.JobState;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies the events that concern a job as a whole, and returns the values that they record. For one thread. */
final class JobFold {
    private @Nullable Map<?, ?> plan;
    private Instant plannedAt = Instant.EPOCH;
    private @Nullable Object holdsDigest;
    private boolean hasChangedHolds;
    private long heldCount;
    private boolean isScrubbing;
    private boolean isScrubForced;
    private boolean isScrubbed;
    private boolean isStarted;
    private boolean isDatabaseReplaced;

    /** Applies an event. An event of the type {@code PLANNED} is ignored if no seal covers it. */
    void add(EventType type, Instant at, byte[] bytes, boolean sealed) {
        if (type == EventType.PLANNED && sealed && plan == null) {
            plan = Event.fields(bytes);
            plannedAt = at;
            holdsDigest = plan.get("holdsSha256");
            heldCount = number(plan, "held");
        } else if (type == EventType.HOLDS_CHANGED) {
            Map<?, ?> change = Event.fields(bytes);
            holdsDigest = change.get("holdsSha256");
            hasChangedHolds = true;
            heldCount += "added".equals(change.get("change")) ? number(change, "targets") : -number(change, "targets");
        } else if (type == EventType.SCRUBBED) {
            isScrubbing = true;
            isScrubbed |= "ids".equals(Event.fields(bytes).get("step"));
        } else if (type == EventType.OVERRIDDEN) {
            isScrubForced |= "scrub".equals(Event.fields(bytes).get("stop"));
        } else if (type == EventType.DATABASE_REPLACED) {
            isDatabaseReplaced = true;
        }
    }

    /**
     * Returns whether the job has continued in a copy of its database. From then on, an attempt without an event may have deleted each open
     * target.
     */
    boolean isDatabaseReplaced() {
        return isDatabaseReplaced;
    }

    /** Records that the job has an event of an attempt. */
    void recordAttempt() {
        isStarted = true;
    }

    private static long number(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof Double number ? number.longValue() : 0;
    }

    /**
     * Returns the fields of the {@code PLANNED} event, or null if the version of Efface that planned the job did not record such an event.
     */
    @Nullable Map<?, ?> plan() {
        return plan;
    }

    /** Returns a numeric field of the {@code PLANNED} event, or 0 if the event or the field does not exist. */
    long planned(String name) {
        Map<?, ?> fields = plan;
        return fields == null ? 0 : number(fields, name);
    }

    /** Returns the time of the {@code PLANNED} event, or {@link Instant#EPOCH} if there is no such event. */
    Instant plannedAt() {
        return plannedAt;
    }

    /**
     * Returns the digest of the hold list after its last change. Returns null if the version of Efface that made this change recorded no
     * digest.
     */
    @Nullable Object holdsDigest() {
        return holdsDigest;
    }

    /** Returns whether the hold list was changed after the job was planned. */
    boolean hasChangedHolds() {
        return hasChangedHolds;
    }

    /**
     * Returns the number of held targets according to the {@code PLANNED} event and the changes of the hold list. Targets that became held
     * at the end of an attempt are not included.
     */
    long heldCount() {
        return heldCount;
    }

    /** Returns whether the operator forced a scrub of the job. */
    boolean isScrubForced() {
        return isScrubForced;
    }

    /** Returns whether the job has an event of an attempt. */
    boolean isStarted() {
        return isStarted;
    }

    /**
     * Returns the correct state of a job. This is the stored state if that state is consistent with the events. Otherwise it is the
     * earliest state that is consistent with the events.
     */
    JobState expectedState(Job stored) {
        JobState state = stored.state();
        boolean isPlanned = plan != null || stored.digest() != null;
        boolean isStoredAsStarted = state != JobState.PLANNED && state != JobState.PLANNING;
        boolean isConsistent = isScrubbed == (state == JobState.SCRUBBED)
                && (isStoredAsStarted || !isStarted)
                && !(isPlanned && state == JobState.PLANNING);
        return isConsistent ? state : earliestState();
    }

    private JobState earliestState() {
        if (isScrubbing) {
            return isScrubbed ? JobState.SCRUBBED : JobState.SCRUBBING;
        }
        return isStarted ? JobState.STARTED : JobState.PLANNED;
    }
}
