package io.efface.erasure.internal.run;

import java.time.Duration;
import java.time.Instant;

/** Keeps a run's hold on its job, beside its receipts' seals. For the crew's one thread, but for the questions. */
final class RunUpkeep implements Crew.Upkeep {
    private final Lease lease;
    private final SealUpkeep seals;
    private final Duration callTimeout;

    RunUpkeep(Lease lease, SealUpkeep seals, Duration callTimeout) {
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
