package io.efface.erasure.internal.run;

import io.efface.erasure.internal.receipts.Sealer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Has receipts sealed every few seconds. For the pool's one thread, but for the questions. */
final class SealMaintenance implements WorkerPool.Maintenance {
    private final Sealer sealer;
    private final Duration step;
    private final Clock clock;
    private volatile Instant next;

    SealMaintenance(Sealer sealer, Duration step, Clock clock) {
        this.sealer = sealer;
        this.step = step;
        this.clock = clock;
        this.next = clock.instant().plus(step);
    }

    @Override
    public Instant next() {
        Instant longest = clock.instant().plus(step);
        return next.isAfter(longest) ? longest : next;
    }

    @Override
    public void keep() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            sealer.check();
            sealer.tick();
            next = now.plus(step);
        }
    }

    @Override
    public boolean mayBegin(Instant now) {
        return true;
    }
}
