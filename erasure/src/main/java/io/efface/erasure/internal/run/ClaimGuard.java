package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetClaim;
import io.efface.spi.layers.BeforeRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Allows or blocks each request of one call. The claim of the target is committed before the first request that deletes. Every request is
 * blocked if the run's lease ends before the deadline of the call. Used for one call.
 */
final class ClaimGuard implements BeforeRequest {
    /** The reason why a request was blocked. */
    enum BlockReason {
        /** The target is on the hold list, or has changed in the ledger since the run read it. */
        NOT_CLAIMABLE,
        /** The lease ends before the deadline of the call. */
        NO_LEASE,
        /** The run has reached its maximum duration or the end of its window, or is aborted, or cannot write the ledger. */
        ENDING
    }

    private final AccountRun run;
    private final Target target;
    private final Instant until;
    private volatile @Nullable TargetClaim claim;
    private volatile @Nullable BlockReason blockReason;

    /**
     * Creates the guard of a call.
     *
     * @param until the deadline of the call
     */
    ClaimGuard(AccountRun run, Target target, Instant until) {
        this.run = run;
        this.target = target;
        this.until = until;
    }

    @Override
    public void beforeRequest(Operation operation, Set<FaceId> detaching) {
        run.jobContext().requireSameAccount(run.account(), operation);
        TargetClaim known = claim;
        // After the end of the run's time, no deletion is sent, not even a repeat by a layer. Reads that follow a
        // deletion are allowed.
        boolean isReadAfterDeletion = known != null && operation.isRead();
        if (run.isEnding() || (!isReadAfterDeletion && run.pool().stops().isTimeOver())) {
            throw blocked(operation, BlockReason.ENDING);
        }
        long epoch = run.lease().epoch();
        if (!run.lease().covers(until) || (known != null && known.epoch() != epoch)) {
            throw blocked(operation, BlockReason.NO_LEASE);
        }
        if (known == null && !operation.isRead()) {
            ClaimTarget change = new ClaimTarget(
                    run.job(),
                    run.account(),
                    target,
                    run.newOperationId(),
                    epoch,
                    until,
                    encrypted(operation, detaching),
                    run.clock());
            commit(operation, change, change.toClaim());
        } else if (!detaching.isEmpty()) {
            if (known == null) {
                throw blocked(operation, BlockReason.NOT_CLAIMABLE);
            }
            List<DetachedFace> faces = encrypted(operation, detaching);
            commit(
                    operation,
                    new StoreDetachedFaces(run.job(), run.account(), known, faces, run.clock()),
                    known.detaching(faces));
        }
    }

    private List<DetachedFace> encrypted(Operation operation, Set<FaceId> faces) {
        if (!faces.isEmpty()) {
            requireKeys(operation);
        }
        return faces.stream()
                .map(face -> DetachedFace.of(face, target.id(), run.cipher()))
                .toList();
    }

    /**
     * Checks that the key folder still contains the job's keys. With other keys, a later process could not decrypt the ids of the faces
     * that are stored now, so no later read would find the faces.
     */
    private void requireKeys(Operation operation) {
        try {
            run.jobContext().requireKeys();
        } catch (ErasureException e) {
            run.pool().fail(e);
            throw blocked(operation, BlockReason.ENDING);
        }
    }

    private void commit(Operation operation, Change<ClaimTarget.Result> change, TargetClaim newClaim) {
        ClaimTarget.Result result;
        try {
            result = run.commit(change);
        } catch (ErasureException e) {
            throw blocked(operation, BlockReason.ENDING);
        }
        switch (result) {
            case CLAIMED -> claimed(newClaim);
            case HELD, CHANGED -> throw blocked(operation, BlockReason.NOT_CLAIMABLE);
            case NO_LEASE -> {
                run.doubtLease();
                throw blocked(operation, BlockReason.NO_LEASE);
            }
        }
        // The commit takes time, and the process may have been suspended meanwhile.
        if (run.isEnding()) {
            throw blocked(operation, BlockReason.ENDING);
        }
        if (run.lease().epoch() != newClaim.epoch() || !run.lease().covers(until)) {
            throw blocked(operation, BlockReason.NO_LEASE);
        }
    }

    private void claimed(TargetClaim newClaim) {
        claim = newClaim;
        if (!newClaim.detached().isEmpty()) {
            run.jobContext().ledger().detachingJobs().add(run.job().number());
        }
    }

    private FaceException blocked(Operation operation, BlockReason reason) {
        blockReason = reason;
        return FaceException.of(operation, ErrorKind.CANCELLED)
                .detail("blocked before it was sent")
                .build();
    }

    /** Returns the claim that this call has committed, or null. */
    @Nullable TargetClaim claim() {
        return claim;
    }

    /** Returns why a request of the call was blocked, or null if none was. */
    @Nullable BlockReason blockReason() {
        return blockReason;
    }
}
