package io.efface.erasure.internal.run;

import java.time.Duration;
import java.time.Instant;

/** Keeps a run's hold on its job, beside its receipts' seals. For the pool's one thread, but for the questions. */
final class RunMaintenance implements WorkerPool.Maintenance {
    private final Lease lease;
    private final SealMaintenance seals;
    private final Duration callTimeout;

    RunMaintenance(Lease lease, SealMaintenance seals, Duration callTimeout) {
        this.lease = lease;
        this.seals = seals;
        this.callTimeout = callTimeout;
    }

    @Override
    public Instant next() {
        Instant renewal = lease.renewal();
        return renewal.isBefore(seals.next()) ? renewal : seals.next();
    }

    @Override
    public void keep() {
        lease.keep();
        seals.keep();
    }

    @Override
    public boolean mayBegin(Instant now) {
        return lease.covers(now.plus(callTimeout));
    }
}
