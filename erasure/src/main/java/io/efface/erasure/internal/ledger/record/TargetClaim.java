package io.efface.erasure.internal.ledger.record;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A worker's claim on a target in flight. The claim is committed before a request is sent. The ledger only accepts an outcome of the target
 * from a worker with the same operation id and epoch.
 *
 * @param target the target's number
 * @param operationId the id of the attempt
 * @param epoch the epoch in which the worker holds the job
 * @param attempt the number of the attempt, from 1
 * @param until the latest time at which the call ends
 * @param detached the faces that the requests of the attempt have detached so far
 */
public record TargetClaim(
        long target, String operationId, long epoch, int attempt, Instant until, List<DetachedFace> detached) {
    public TargetClaim detaching(List<DetachedFace> more) {
        List<DetachedFace> all = Stream.concat(detached.stream(), more.stream()).toList();
        return new TargetClaim(target, operationId, epoch, attempt, until, all);
    }
}
