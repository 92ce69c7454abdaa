package io.efface.erasure.internal.run;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.receipts.Sealer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Renews the lease, checks the keys and seals receipts while a job is run or verified. Used by the pool's thread only. */
final class Maintenance {
    private static final Duration SEAL_STEP = Duration.ofSeconds(5);

    private final @Nullable Lease lease;
    private final Runnable keys;
    private final Sealer sealer;
    private final Clock clock;
    private Instant nextSeal;

    /**
     * Creates the maintenance. A verification has no lease, so its {@code lease} is null.
     *
     * @param keys checks that the key folder still contains the job's keys
     */
    Maintenance(@Nullable Lease lease, Runnable keys, Sealer sealer, Clock clock) {
        this.lease = lease;
        this.keys = keys;
        this.sealer = sealer;
        this.clock = clock;
        this.nextSeal = clock.instant().plus(SEAL_STEP);
    }

    /**
     * Returns the time at which {@link #run} is due. The time is at most {@link #SEAL_STEP} from now, even after the clock was set back.
     */
    Instant next() {
        nextSeal = earlier(nextSeal, clock.instant().plus(SEAL_STEP));
        return lease == null ? nextSeal : earlier(lease.renewal(), nextSeal);
    }

    /**
     * Renews the lease, and adds a seal, if these are due. Before each seal, the keys are checked.
     *
     * @throws ErasureException if the ledger cannot be written, or if a key was replaced
     */
    void run() {
        if (lease != null) {
            lease.keep();
        }
        Instant now = clock.instant();
        if (!now.isBefore(nextSeal)) {
            keys.run();
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
