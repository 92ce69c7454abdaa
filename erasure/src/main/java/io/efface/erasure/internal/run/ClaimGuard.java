package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.record.Claim;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.spi.layers.BeforeRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Allows or blocks each request of one call. The first request that can change anything is sent after its claim is committed, and every
 * request only if the run's lease lasts until the call has ended. Used for one call.
 */
final class ClaimGuard implements BeforeRequest {
    /** Why a request was blocked. */
    enum BlockReason {
        /** The target is on the hold list, or has changed since it was read. */
        NOT_CLAIMABLE,
        /** The lease does not last until the call has ended. */
        NO_LEASE,
        /** The run's time is over, the run is aborted, or the ledger cannot be written. */
        ENDING
    }

    private final AccountRun run;
    private final Target target;
    private final Instant until;
    private volatile @Nullable Claim claim;
    private volatile @Nullable BlockReason blockReason;

    /**
     * Creates the guard of a call.
     *
     * @param until when the call must have ended
     */
    ClaimGuard(AccountRun run, Target target, Instant until) {
        this.run = run;
        this.target = target;
        this.until = until;
    }

    @Override
    public void beforeRequest(Operation operation, Set<FaceId> detaching) {
        Claim known = claim;
        // After the run's time, no attempt begins, not even one that a layer repeats. Reads that follow a deletion are
        // allowed.
        boolean isBeginning = known == null || !operation.isRead();
        if (run.isEnding() || (isBeginning && run.pool().stops().isTimeOver())) {
            throw blocked(operation, BlockReason.ENDING);
        }
        long epoch = run.lease().epoch();
        if (!run.lease().covers(until) || (known != null && known.epoch() != epoch)) {
            throw blocked(operation, BlockReason.NO_LEASE);
        }
        if (known == null && !operation.isRead()) {
            ClaimTarget intent = new ClaimTarget(
                    run.job(),
                    run.account(),
                    target,
                    run.newOperationId(),
                    epoch,
                    until,
                    encrypted(detaching),
                    run.clock());
            commit(operation, intent, intent.toClaim());
        } else if (!detaching.isEmpty()) {
            if (known == null) {
                throw blocked(operation, BlockReason.NOT_CLAIMABLE);
            }
            List<DetachedFace> faces = encrypted(detaching);
            commit(operation, new StoreDetachedFaces(run.job(), known, faces, run.clock()), known.detaching(faces));
        }
    }

    private List<DetachedFace> encrypted(Set<FaceId> faces) {
        return faces.stream()
                .map(face -> DetachedFace.of(face, target.id(), run.cipher()))
                .toList();
    }

    private void commit(Operation operation, Change<ClaimTarget.Answer> change, Claim then) {
        ClaimTarget.Answer answer;
        try {
            answer = run.commit(change);
        } catch (ErasureException e) {
            throw blocked(operation, BlockReason.ENDING);
        }
        switch (answer) {
            case CLAIMED -> claim = then;
            case HELD, CHANGED -> throw blocked(operation, BlockReason.NOT_CLAIMABLE);
            case NO_LEASE -> throw blocked(operation, BlockReason.NO_LEASE);
        }
        // The commit took time, and the process may have been stopped meanwhile.
        if (run.isEnding()) {
            throw blocked(operation, BlockReason.ENDING);
        }
        if (run.lease().epoch() != then.epoch() || !run.lease().covers(until)) {
            throw blocked(operation, BlockReason.NO_LEASE);
        }
    }

    private FaceException blocked(Operation operation, BlockReason reason) {
        blockReason = reason;
        return FaceException.of(operation, ErrorKind.CANCELLED)
                .detail("held back before it was sent")
                .build();
    }

    /** Returns the claim in the ledger, or null if there is none. */
    @Nullable Claim claim() {
        return claim;
    }

    /** Returns why the last request was blocked, or null if none was. */
    @Nullable BlockReason blockReason() {
        return blockReason;
    }
}
