package io.efface.erasure.internal.ledger.record;

import java.time.Instant;

/**
 * A worker of a ledger.
 *
 * @param name the name of the worker
 * @param startedAt the time at which the worker started
 * @param heartbeatAt the time of the last heartbeat
 * @param accountRuns the highest number of account runs on which the worker works at the same time
 * @param isAlive whether the last heartbeat is so recent that the worker is probably alive
 */
public record WorkerRecord(String name, Instant startedAt, Instant heartbeatAt, int accountRuns, boolean isAlive) {}
