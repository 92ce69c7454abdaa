package io.efface.erasure.internal.ledger.record;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A worker's claim on a target in flight. The claim is committed before a request is sent. An outcome of the target is stored only if it
 * belongs to an attempt with the operation id and the epoch of this claim.
 *
 * @param target the target's number
 * @param operationId the id of the attempt
 * @param epoch the epoch of the run that made the claim
 * @param attempt the number of the attempt, from 1
 * @param until the deadline of the call
 * @param detached the faces that the requests of the attempt have detached so far
 */
public record TargetClaim(
        long target, String operationId, long epoch, int attempt, Instant until, List<DetachedFace> detached) {
    public TargetClaim detaching(List<DetachedFace> more) {
        List<DetachedFace> all = Stream.concat(detached.stream(), more.stream()).toList();
        return new TargetClaim(target, operationId, epoch, attempt, until, all);
    }
}
