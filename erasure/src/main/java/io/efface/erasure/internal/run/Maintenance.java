package io.efface.erasure.internal.run;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.receipts.Sealer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Renews the leases, checks the keys, and seals events, while a job is run or verified. Only the pool's thread uses this class. */
final class Maintenance {
    private static final Duration SEAL_STEP = Duration.ofSeconds(5);

    private final LedgerWriter writer;
    private final List<Lease> leases;
    private final Runnable check;
    private final Sealer sealer;
    private final Clock clock;
    private Instant nextSeal;

    /**
     * Creates the maintenance.
     *
     * @param leases the leases of the account runs; empty for a verification
     * @param check called before each seal; checks that the key folder still contains the job's keys
     */
    Maintenance(LedgerWriter writer, List<Lease> leases, Runnable check, Sealer sealer, Clock clock) {
        this.writer = writer;
        this.leases = leases;
        this.check = check;
        this.sealer = sealer;
        this.clock = clock;
        this.nextSeal = clock.instant().plus(SEAL_STEP);
    }

    /**
     * Returns the time at which {@link #run} is due. The time is at most {@link #SEAL_STEP} from now, even after the clock was set back.
     */
    Instant next() {
        nextSeal = earlier(nextSeal, clock.instant().plus(SEAL_STEP));
        return leases.stream()
                .filter(lease -> !lease.isLost())
                .map(Lease::renewal)
                .reduce(nextSeal, Maintenance::earlier);
    }

    /**
     * Renews the leases, and adds a seal, if these are due. Before each seal, the keys are checked.
     *
     * @throws ErasureException if the ledger cannot be written, or if a key was replaced
     */
    void run() {
        Lease.keep(writer, leases);
        Instant now = clock.instant();
        if (!now.isBefore(nextSeal)) {
            check.run();
            sealer.check();
            sealer.submitSeal();
            nextSeal = now.plus(SEAL_STEP);
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
