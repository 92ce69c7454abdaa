package io.efface.erasure.internal.receipts;

import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.DetachedSum;
import io.efface.erasure.internal.ledger.record.EventReader;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.keys.Digests;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Applies the events of a job, one after the other, to the job and its targets. The faces of targets follow in a second pass with
 * {@link #faces}, because all faces of a large job do not fit into memory. For one check and one thread.
 */
final class EventFold implements Closeable {
    private static final Pattern SUM = Pattern.compile("[0-9a-f]{1,64}");
    private static final String NO_HOLDS = Digests.sha256(new byte[0]);

    private final JobFold job = new JobFold();
    private final PackedTargets targets = new PackedTargets();
    private final EventsByTarget order = new EventsByTarget();
    private final EventReader reader = new EventReader();
    private final DetachedSum detached = new DetachedSum();
    private final boolean keepsAll;
    private long last;
    private long greatest;
    private long repeated;
    private long held;
    private long returnedDuringHolds;

    /**
     * Makes one.
     *
     * @param last the number of the last row, or 0 if only {@code PLANNED} records it; events of greater numbers are ignored
     * @param keepsAll whether {@link #order} has the events of all targets, not only of those with faces
     */
    EventFold(long last, boolean keepsAll) {
        this.last = Math.min(last, Integer.MAX_VALUE);
        this.keepsAll = keepsAll;
    }

    /**
     * Applies the next event.
     *
     * @param seq its number in the ledger, or another number by which it is found again
     * @param sealed whether a seal covers it
     */
    void add(byte[] bytes, long seq, boolean sealed) {
        EventType type = reader.read(bytes);
        if (type == null) {
            return;
        }
        long target = reader.target();
        if (target == 0) {
            addToJob(type, bytes, sealed);
        } else if (target > 0 && target <= last) {
            addToTarget(target, seq, sealed);
        }
        if (sealed) {
            greatest = Math.max(greatest, target);
        }
    }

    private void addToJob(EventType type, byte[] bytes, boolean sealed) {
        boolean isFirst = job.plan() == null;
        job.add(type, reader.at(), bytes, sealed);
        if (isFirst && job.plan() != null) {
            last = Math.max(last, Math.min(job.planned("rows"), Integer.MAX_VALUE));
            if (job.plan().get("detached") instanceof String hex
                    && SUM.matcher(hex).matches()) {
                detached.add(new BigInteger(hex, 16));
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
        TargetProgress after = before.apply(event);
        targets.set(target, after);
        boolean hasFaces = false;
        if (event instanceof TargetEvent.Attempted attempted) {
            job.attempted();
            repeated = repeated == 0 && before.state() == TargetState.DONE ? target : repeated;
            hasFaces = attempted.faces() != null;
        } else if (event instanceof TargetEvent.Outcome ended) {
            count(ended, after);
            hasFaces = !ended.faces().isEmpty();
        } else if (event instanceof TargetEvent.Detached more) {
            more.hashes().forEach(hash -> detached.add(target, HexFormat.of().parseHex(hash)));
        }
        if (hasFaces) {
            targets.mark(PackedTargets.HAS_FACES, target);
        }
        if (keepsAll || (targets.has(PackedTargets.HAS_FACES, target) && !(event instanceof TargetEvent.Attempted))) {
            order.add(target, seq);
        }
    }

    private void count(TargetEvent.Outcome ended, TargetProgress after) {
        if (after.state() == TargetState.HELD) {
            held++;
        } else if (ended.returned() && after.isUntouched() && !NO_HOLDS.equals(job.holds())) {
            returnedDuringHolds++;
        }
    }

    /** Returns what the events record about the job as a whole. */
    JobFold job() {
        return job;
    }

    PackedTargets targets() {
        return targets;
    }

    /** Returns the events by target that {@link #faces} and repairs read again. */
    EventsByTarget order() {
        return order;
    }

    /** Returns a second pass, over the faces of targets. */
    FaceFold faces(FaceFold.EventSource events) throws IOException {
        return new FaceFold(order.read(), events);
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
        long least = job.held() + held;
        return Math.max(least, Math.min(claimed, least + returnedDuringHolds));
    }

    /** Returns the number of the last target that a sealed event names. */
    long greatest() {
        return greatest;
    }

    /** Returns the first target for which a request was recorded though it was done and not found again, or 0 if there is none. */
    long repeated() {
        return repeated;
    }

    /** Returns the sum of the faces that were detached. */
    DetachedSum detached() {
        return detached;
    }

    @Override
    public void close() throws IOException {
        order.close();
    }
}
