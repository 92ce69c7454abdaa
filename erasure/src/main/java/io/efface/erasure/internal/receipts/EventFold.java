package io.efface.erasure.internal.receipts;

import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.DetachedSum;
import io.efface.erasure.internal.ledger.record.EventReader;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.keys.Digests;
import java.io.Closeable;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Applies the events of a job, one after the other, to the job and its targets. A second pass with {@link #faces} applies the events to the
 * faces of the targets, because the faces of a large job do not all fit into memory. For one check and one thread.
 */
final class EventFold implements Closeable {
    private static final Pattern SUM_IN_HEX = Pattern.compile("[0-9a-f]{1,64}");
    private static final String EMPTY_HOLD_LIST = Digests.sha256(new byte[0]);

    private final JobFold job = new JobFold();
    private final PackedTargets targets = new PackedTargets();
    private final EventsByTarget eventsByTarget = new EventsByTarget();
    private final EventReader reader = new EventReader();
    private final DetachedSum detachedSum = new DetachedSum();
    private final boolean keepsAllTargets;
    private long lastRow;
    private long greatestSealedTarget;
    private long repeatedTarget;
    private long heldCount;
    private long unsentDuringHolds;

    /**
     * Creates an instance that has not applied any event yet.
     *
     * @param lastRow the number of the job's last row, or 0 if the {@code PLANNED} event is to supply the number. Events about targets with
     *     greater numbers are ignored
     * @param keepsAllTargets true if {@link #eventsByTarget} must contain the events of all targets, false if the events of targets with
     *     faces are enough
     */
    EventFold(long lastRow, boolean keepsAllTargets) {
        this.lastRow = Math.min(lastRow, Integer.MAX_VALUE);
        this.keepsAllTargets = keepsAllTargets;
    }

    /**
     * Applies the next event.
     *
     * @param seq the event's number in the ledger, or another number by which the caller can read the event again
     * @param sealed whether a seal covers the event
     */
    void add(byte[] bytes, long seq, boolean sealed) {
        EventType type = reader.read(bytes);
        if (type == null) {
            return;
        }
        long target = reader.target();
        if (target == 0) {
            addToJob(type, bytes, sealed);
        } else if (target > 0 && target <= lastRow) {
            addToTarget(target, seq, sealed);
        }
        if (sealed) {
            greatestSealedTarget = Math.max(greatestSealedTarget, target);
        }
    }

    private void addToJob(EventType type, byte[] bytes, boolean sealed) {
        boolean hadNoPlan = job.plan() == null;
        job.add(type, reader.at(), bytes, sealed);
        if (hadNoPlan && job.plan() != null) {
            lastRow = Math.max(lastRow, Math.min(job.planned("rows"), Integer.MAX_VALUE));
            if (job.plan().get("detached") instanceof String hex
                    && SUM_IN_HEX.matcher(hex).matches()) {
                detachedSum.add(new BigInteger(hex, 16));
            }
        }
    }

    private void addToTarget(long target, long seq, boolean sealed) {
        TargetProgress before = targets.get(target);
        targets.mark(PackedTargets.SEEN, target);
        if (!sealed && !targets.has(PackedTargets.UNSEALED, target)) {
            targets.mark(PackedTargets.UNSEALED, target);
            if (before.state() == TargetState.DONE) {
                targets.mark(PackedTargets.SEALED_DONE, target);
            }
        }
        TargetEvent event = reader.event();
        if (event == null) {
            return;
        }
        boolean isOutcome = event instanceof TargetEvent.Outcome;
        TargetProgress after =
                (isOutcome && job.isDatabaseReplaced() ? before.withMaybeEarlier() : before).apply(event);
        targets.set(target, after);
        boolean hasFaces = false;
        if (event instanceof TargetEvent.Attempted attempted) {
            job.recordAttempt();
            repeatedTarget = repeatedTarget == 0 && before.state() == TargetState.DONE ? target : repeatedTarget;
            hasFaces = attempted.faces() != null;
        } else if (event instanceof TargetEvent.Outcome ended) {
            count(ended, after);
            hasFaces = !ended.faces().isEmpty();
        } else if (event instanceof TargetEvent.Detached detached) {
            detached.hashes()
                    .forEach(hash -> detachedSum.add(target, HexFormat.of().parseHex(hash)));
        }
        if (hasFaces) {
            targets.mark(PackedTargets.HAS_FACES, target);
        }
        if (keepsAllTargets
                || (targets.has(PackedTargets.HAS_FACES, target) && !(event instanceof TargetEvent.Attempted))) {
            eventsByTarget.add(target, seq);
        }
    }

    private void count(TargetEvent.Outcome ended, TargetProgress after) {
        if (after.state() == TargetState.HELD) {
            heldCount++;
        } else if (ended.returned() && after.isUntouched() && !EMPTY_HOLD_LIST.equals(job.holdsDigest())) {
            unsentDuringHolds++;
        }
    }

    /** Returns what the events record about the job as a whole. */
    JobFold job() {
        return job;
    }

    PackedTargets targets() {
        return targets;
    }

    /** Returns the numbers of the events, grouped by target. {@link #faces} and repairs read these events again. */
    EventsByTarget eventsByTarget() {
        return eventsByTarget;
    }

    /** Starts the second pass, which applies the events to the faces of the targets. */
    FaceFold faces(FaceFold.EventSource events) {
        return new FaceFold(eventsByTarget.read(), events);
    }

    /** Returns the number of the job's last row: the greater of the constructor's value and the value in {@code PLANNED}. */
    long lastRow() {
        return lastRow;
    }

    /**
     * Returns the number of targets in the state {@code HELD}.
     *
     * <p>The events do not always determine this number. Older versions recorded the state {@code PENDING} when an attempt had no effect,
     * even if the target had been put on hold meanwhile. The events then allow every number in a range, and this method returns the number
     * of the range that is closest to {@code claimedCount}.
     *
     * @param claimedCount the number in the rows or in a seal
     */
    long heldCount(long claimedCount) {
        long minimum = job.heldCount() + heldCount;
        return Math.max(minimum, Math.min(claimedCount, minimum + unsentDuringHolds));
    }

    /** Returns the greatest target number in the sealed events, or 0 if there is none. */
    long greatestSealedTarget() {
        return greatestSealedTarget;
    }

    /**
     * Returns the first target in the state {@code DONE} for which another attempt was recorded, although no verification had found the
     * target again; 0 if there is no such target.
     */
    long repeatedTarget() {
        return repeatedTarget;
    }

    /** Returns the digest of all faces that the events record as detached. */
    DetachedSum detachedSum() {
        return detachedSum;
    }

    @Override
    public void close() {
        eventsByTarget.close();
    }
}
