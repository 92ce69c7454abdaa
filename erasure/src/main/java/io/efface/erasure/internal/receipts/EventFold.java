package io.efface.erasure.internal.receipts;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.erasure.JobState;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.DetachedSum;
import io.efface.erasure.internal.ledger.record.EventLine;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.keys.Digests;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a job's events one after the other, and tells what they come to: what the rows have to say. It does to each target what the
 * change did that wrote the event. For one check and one thread.
 */
final class EventFold {
    private static final Pattern SUM = Pattern.compile("[0-9a-f]{1,64}");
    private static final String EMPTY = Digests.sha256(new byte[0]);

    private final TargetPages pages = new TargetPages();
    private final FaceTrails trails = new FaceTrails();
    private long last;
    private final EventLine line = new EventLine(false);
    private final MessageDigest sha256 = Digests.sha256();
    private final DetachedSum detached = new DetachedSum();
    private long greatest;
    private long repeated;
    private @Nullable Map<?, ?> plan;
    private Instant plannedAt = Instant.EPOCH;
    private @Nullable Object holds;
    private boolean holdsChanged;
    private boolean scrubbing;
    private boolean scrubForced;
    private boolean scrubbed;
    private boolean started;
    private long held;
    private long returnedDuringHolds;

    /**
     * Makes it.
     *
     * @param last the number of the last row, or 0 if only {@code PLANNED} says it; what events say of later ones is not kept
     */
    EventFold(long last) {
        this.last = Math.min(last, Integer.MAX_VALUE);
    }

    /**
     * Takes the next event.
     *
     * @param seq its number in the ledger
     * @param sealed whether a seal covers it
     */
    void add(byte[] bytes, long seq, boolean sealed) {
        if (!line.read(bytes)) {
            return;
        }
        if (line.target == 0) {
            addToJob(bytes, sealed);
        } else if (line.target > 0 && line.target <= last) {
            mark(sealed);
            addToTarget(seq);
        }
        if (sealed) {
            greatest = Math.max(greatest, line.target);
        }
    }

    private void addToJob(byte[] bytes, boolean sealed) {
        EventType type = line.type;
        if (type == EventType.PLANNED && sealed && plan == null) {
            plan = fields(bytes);
            plannedAt = line.at;
            if (plan.get("detached") instanceof String hex && SUM.matcher(hex).matches()) {
                detached.add(new BigInteger(hex, 16));
            }
            holds = plan.get("holdsSha256");
            held = number(plan, "held");
            last = Math.max(last, Math.min(number(plan, "rows"), Integer.MAX_VALUE));
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

    private void mark(boolean sealed) {
        long code = pages.code(line.target);
        if (!sealed && (code & RowCode.UNSEALED) == 0) {
            code |= RowCode.UNSEALED;
            code |= RowCode.state(code) == TargetState.DONE ? RowCode.SEALED_DONE : 0;
        }
        boolean faces = line.hasFaces && (line.type == EventType.ATTEMPTED || line.type == EventType.OUTCOME);
        pages.code(line.target, code | RowCode.SEEN | (faces ? RowCode.HAS_FACES : 0));
    }

    private void addToTarget(long seq) {
        EventType type = line.type;
        if (type == EventType.DETACHED) {
            for (String hash : line.detached) {
                detached.add(line.target, HexFormat.of().parseHex(hash));
            }
            return;
        }
        if (type == EventType.ATTEMPTED) {
            attempted();
        } else if (type == EventType.OUTCOME) {
            if (line.orphaned) {
                orphaned();
            } else {
                settled();
            }
        } else if (type == EventType.READ_BACK && line.hasAccount && !line.found) {
            notFound();
        } else if (type == EventType.REOPENED && line.state == TargetState.PRESENT) {
            present();
        }
        if (type != EventType.ATTEMPTED && (pages.code(line.target) & RowCode.HAS_FACES) != 0) {
            trails.add(line.target, seq);
        }
    }

    /** Returns what stays of a target's code whatever happens. */
    private long kept() {
        return pages.code(line.target)
                & (RowCode.SEEN | RowCode.UNSEALED | RowCode.SEALED_DONE | RowCode.MAYBE_EARLIER | RowCode.HAS_FACES);
    }

    private void attempted() {
        started = true;
        boolean done = RowCode.state(pages.code(line.target)) == TargetState.DONE;
        repeated = done && repeated == 0 ? line.target : repeated;
        pages.code(
                line.target,
                kept()
                        | RowCode.of(TargetState.IN_FLIGHT)
                        | RowCode.attempt(line.attempt)
                        | RowCode.of(line.targetKind));
        pages.verifiedAt(line.target, 0);
        pages.readAt(line.target, 0);
        pages.answer(line.target, 0);
    }

    private void orphaned() {
        long rest = pages.code(line.target) & ~(RowCode.STATE | RowCode.EFFECT);
        pages.code(
                line.target,
                rest | RowCode.of(TargetState.UNKNOWN) | RowCode.of(Effect.UNKNOWN) | RowCode.MAYBE_EARLIER);
        pages.answer(line.target, RowCode.answer(line.at, null, null, sha256));
    }

    private void settled() {
        TargetState state = line.state == null ? TargetState.PENDING : line.state;
        boolean open = state == TargetState.UNKNOWN;
        long code = kept()
                | (pages.code(line.target) & RowCode.READ)
                | RowCode.of(state)
                | RowCode.of(line.outcome)
                | RowCode.of(line.evidence)
                | RowCode.attempt(line.attempt)
                | RowCode.of(line.targetKind != null || line.returned ? line.targetKind : line.kind)
                | RowCode.of(open ? Effect.UNKNOWN : line.returned ? null : line.effect)
                | RowCode.permanent(line.returned ? null : line.permanent);
        Instant verified = line.verifiedAt;
        code |= line.maybeEarlier ? RowCode.MAYBE_EARLIER : 0;
        code |= verified == null ? 0 : RowCode.VERIFIED;
        pages.code(line.target, code);
        pages.verifiedAt(line.target, verified == null ? 0 : verified.toEpochMilli());
        pages.answer(line.target, line.returned ? 0 : RowCode.answer(line.at, line.code, line.requestId, sha256));
        if (state == TargetState.HELD) {
            held++;
        } else if (line.returned && RowCode.isUntouched(code) && !EMPTY.equals(holds)) {
            returnedDuringHolds++;
        }
    }

    private void notFound() {
        long rest = pages.code(line.target) & ~RowCode.CERTAINTY;
        pages.code(line.target, rest | RowCode.of(Evidence.VERIFIED_ABSENT) | RowCode.VERIFIED | RowCode.READ);
        pages.verifiedAt(line.target, line.at.toEpochMilli());
        pages.readAt(line.target, line.at.toEpochMilli());
    }

    private void present() {
        long gone = RowCode.STATE | RowCode.OUTCOME | RowCode.CERTAINTY | RowCode.FAILURE;
        long effect = pages.code(line.target) & RowCode.EFFECT;
        pages.code(
                line.target,
                (pages.code(line.target) & ~gone)
                        | effect
                        | RowCode.of(TargetState.PRESENT)
                        | RowCode.of(ErrorKind.STILL_PRESENT)
                        | RowCode.permanent(false)
                        | (line.neverSent ? 0 : RowCode.MAYBE_EARLIER)
                        | RowCode.READ);
        pages.verifiedAt(line.target, 0);
        pages.readAt(line.target, line.at.toEpochMilli());
    }

    TargetPages pages() {
        return pages;
    }

    FaceTrails trails() {
        return trails;
    }

    /** Returns a number of {@code PLANNED}, or 0 if there is none. */
    long planned(String name) {
        Map<?, ?> fields = plan;
        return fields == null ? 0 : number(fields, name);
    }

    /** Returns how many rows there are at least, as far as events say. */
    long last() {
        return last;
    }

    /**
     * Returns how many targets are on hold without history. Versions that recorded a returned target as pending though it was on hold
     * leave a range; the number is the one in that range that is nearest to what is claimed.
     */
    long held(long claimed) {
        return Math.max(held, Math.min(claimed, held + returnedDuringHolds));
    }

    /** Returns the number of the last target that a sealed event names. */
    long greatest() {
        return greatest;
    }

    /** Returns what was written down when the job was planned, or null if the version that planned it wrote nothing. */
    @Nullable Map<?, ?> plan() {
        return plan;
    }

    /** Returns the first target for which a request was recorded though it was done and not found again, or 0 if there is none. */
    long repeated() {
        return repeated;
    }

    /** Returns the sum of the faces that were detached. */
    DetachedSum detached() {
        return detached;
    }

    /** Returns when that was. */
    Instant plannedAt() {
        return plannedAt;
    }

    /** Returns the digest of the hold list after its last change, or null if the version that changed it wrote none. */
    @Nullable Object holds() {
        return holds;
    }

    /** Returns whether the hold list was changed since the plan. */
    boolean isHoldsChanged() {
        return holdsChanged;
    }

    /** Returns whether the job's ids were destroyed. */
    boolean isScrubbed() {
        return scrubbed;
    }

    /** Returns whether the operator forced a scrub. */
    boolean isScrubForced() {
        return scrubForced;
    }

    /** Returns the state that the job has at least. */
    JobState jobState() {
        if (scrubbing) {
            return scrubbed ? JobState.SCRUBBED : JobState.SCRUBBING;
        }
        return started ? JobState.STARTED : JobState.PLANNED;
    }

    /** Returns whether anything was sent. */
    boolean isStarted() {
        return started;
    }
}
