package io.efface.erasure.internal.run;

import io.efface.erasure.internal.receipts.Sealer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Renews the lease and seals receipts while a job is run or verified. Used by the pool's thread only. */
final class Maintenance {
    private static final Duration SEAL_STEP = Duration.ofSeconds(5);

    private final @Nullable Lease lease;
    private final Sealer sealer;
    private final Clock clock;
    private Instant nextSeal;

    /** Creates the maintenance. A verification has no lease, so its {@code lease} is null. */
    Maintenance(@Nullable Lease lease, Sealer sealer, Clock clock) {
        this.lease = lease;
        this.sealer = sealer;
        this.clock = clock;
        this.nextSeal = clock.instant().plus(SEAL_STEP);
    }

    /** Returns the time at which {@link #run} is due. It is at most {@link #SEAL_STEP} ahead, even after the clock was set back. */
    Instant next() {
        nextSeal = earlier(nextSeal, clock.instant().plus(SEAL_STEP));
        return lease == null ? nextSeal : earlier(lease.renewal(), nextSeal);
    }

    /** Renews the lease and adds a seal, if these are due. */
    void run() {
        if (lease != null) {
            lease.keep();
        }
        Instant now = clock.instant();
        if (!now.isBefore(nextSeal)) {
            sealer.check();
            sealer.submitSeal();
            nextSeal = now.plus(SEAL_STEP);
        }
    }

    /** Returns whether the lease lasts longer than a call that begins now. */
    boolean mayBegin(Duration callTimeout) {
        return lease == null || lease.covers(clock.instant().plus(callTimeout));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
