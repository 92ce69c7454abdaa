package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.record.Claim;
import io.efface.spi.layers.BeforeRequest;
import java.time.Instant;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before each request of one call. The first that can change anything passes when its intent is committed; every one passes
 * only while the job is this run's for longer than the call can last. For one call.
 */
final class ClaimGuard implements BeforeRequest {
    /** Why a request was held back. */
    enum Refusal {
        /** The target is on the hold list, or not what it was. */
        NOT_TO_BE_TAKEN,
        /** The job is not this run's for long enough. */
        NO_LEASE,
        /** The run's time is over, it is being aborted, or the ledger cannot be written. */
        ENDING
    }

    /** Commits a change that allows a request, and waits for it. */
    interface Intents {
        ClaimTarget.Answer commit(Change<ClaimTarget.Answer> change);
    }

    /** Creates the changes of one call. */
    interface Changes {
        /** Returns what has to be committed in an epoch before the first request. */
        ClaimTarget intent(long epoch, Set<FaceId> detaching);

        /** Returns what has to be committed before a further request that makes faces unfindable. */
        StoreDetachedFaces detachment(Claim claim, Set<FaceId> detaching);
    }

    private final Lease lease;
    private final Instant until;
    private final BooleanSupplier ending;
    private final BooleanSupplier timeOver;
    private final Intents intents;
    private final Changes changes;
    private volatile @Nullable Claim claim;
    private volatile @Nullable Refusal refusal;

    /**
     * Makes a guard.
     *
     * @param until when the call has ended at the latest
     * @param ending whether no request may leave any more
     * @param timeOver whether no attempt may begin any more, a repeat by the layers included; reads that follow a deletion may
     */
    ClaimGuard(
            Lease lease,
            Instant until,
            BooleanSupplier ending,
            BooleanSupplier timeOver,
            Intents intents,
            Changes changes) {
        this.lease = lease;
        this.until = until;
        this.ending = ending;
        this.timeOver = timeOver;
        this.intents = intents;
        this.changes = changes;
    }

    @Override
    public void beforeRequest(Operation operation, Set<FaceId> detaching) {
        Claim mine = claim;
        boolean begins = mine == null || !operation.isRead();
        if (ending.getAsBoolean() || (begins && timeOver.getAsBoolean())) {
            throw refused(operation, Refusal.ENDING);
        }
        long epoch = lease.epoch();
        if (!lease.covers(until) || (mine != null && mine.epoch() != epoch)) {
            throw refused(operation, Refusal.NO_LEASE);
        }
        if (mine == null && !operation.isRead()) {
            ClaimTarget intent = changes.intent(epoch, detaching);
            claim(operation, intent, intent.toClaim());
        } else if (!detaching.isEmpty()) {
            if (mine == null) {
                throw refused(operation, Refusal.NOT_TO_BE_TAKEN);
            }
            StoreDetachedFaces detachment = changes.detachment(mine, detaching);
            claim(operation, detachment, mine.detaching(detachment.faces()));
        }
    }

    private void claim(Operation operation, Change<ClaimTarget.Answer> change, Claim then) {
        ClaimTarget.Answer answer;
        try {
            answer = intents.commit(change);
        } catch (ErasureException e) {
            throw refused(operation, Refusal.ENDING);
        }
        switch (answer) {
            case CLAIMED -> claim = then;
            case HELD, CHANGED -> throw refused(operation, Refusal.NOT_TO_BE_TAKEN);
            case NO_LEASE -> throw refused(operation, Refusal.NO_LEASE);
        }
        // The commit took time, and the process may have stood still in it.
        if (ending.getAsBoolean()) {
            throw refused(operation, Refusal.ENDING);
        }
        if (lease.epoch() != then.epoch() || !lease.covers(until)) {
            throw refused(operation, Refusal.NO_LEASE);
        }
    }

    private FaceException refused(Operation operation, Refusal why) {
        refusal = why;
        return FaceException.of(operation, ErrorKind.CANCELLED)
                .detail("held back before it was sent")
                .build();
    }

    /** Returns the claim that stands in the ledger, or null if there is none. */
    @Nullable Claim claim() {
        return claim;
    }

    /** Returns why the last request was held back, or null if none was. */
    @Nullable Refusal refusal() {
        return refusal;
    }
}
