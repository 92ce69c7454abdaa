package io.efface.erasure;

import java.time.Instant;

/**
 * A target whose intent is committed: it is in flight, and only who names this operation and epoch may say what became of it.
 *
 * @param attempt its number, from 1
 * @param until when the call has ended at the latest
 */
record Claim(long target, String operationId, long epoch, int attempt, Instant until) {}
