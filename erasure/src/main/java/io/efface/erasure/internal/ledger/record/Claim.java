package io.efface.erasure.internal.ledger.record;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A target whose intent is committed: it is in flight, and only who names this operation and epoch may say what became of it.
 *
 * @param attempt its number, from 1
 * @param until when the call has ended at the latest
 * @param detached the faces that its requests so far made unfindable
 */
public record Claim(
        long target, String operationId, long epoch, int attempt, Instant until, List<DetachedFace> detached) {
    public Claim detaching(List<DetachedFace> more) {
        List<DetachedFace> all = Stream.concat(detached.stream(), more.stream()).toList();
        return new Claim(target, operationId, epoch, attempt, until, all);
    }
}
