package io.efface.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Keeps a run's hold on its job, and has its receipts sealed every few seconds. For the crew's one thread, but for the questions. */
final class RunUpkeep implements Crew.Upkeep {
    private final Lease lease;
    private final Sealer sealer;
    private final Duration callTimeout;
    private final Duration step;
    private final Clock clock;
    private volatile Instant nextSeal;

    RunUpkeep(Lease lease, Sealer sealer, Duration callTimeout, Duration step, Clock clock) {
        this.lease = lease;
        this.sealer = sealer;
        this.callTimeout = callTimeout;
        this.step = step;
        this.clock = clock;
        this.nextSeal = clock.instant().plus(step);
    }

    @Override
    public Instant next() {
        Instant renewal = lease.renewal();
        return renewal.isBefore(nextSeal) ? renewal : nextSeal;
    }

    @Override
    public void keep() {
        lease.keep();
        Instant now = clock.instant();
        if (!now.isBefore(nextSeal)) {
            sealer.tick();
            nextSeal = now.plus(step);
        }
    }

    @Override
    public boolean mayBegin(Instant now) {
        return lease.covers(now.plus(callTimeout));
    }
}
