package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.RecordedDatabase;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.keys.EventMac;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the receipts of a job for new events. {@link #open} first checks the HMACs of the events that no seal covers, so that a run does
 * not continue from forged events. The method also migrates a ledger of version 1 and upgrades its jobs. The upgrade of a job adds a signed
 * seal, which marks the end of the events without HMACs. Thread-safe.
 */
public final class JobReceipts {
    private static final String NOTHING_DONE = "nothing was sent and nothing was sealed";

    private final LedgerStore ledger;
    private final KeyFolder keys;
    private final Clock clock;

    /**
     * Creates an instance.
     *
     * @param keys the folder with the keys of the jobs
     */
    public JobReceipts(LedgerStore ledger, KeyFolder keys, Clock clock) {
        this.ledger = ledger;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Checks those events of a job that no seal covers yet. After a successful check, new events of the job can be added. If the job
     * continues in a copy of its database, this method adds the event {@code DATABASE_REPLACED}.
     *
     * @param acceptOldTail whether to seal the events that an older version of Efface left without a seal; the receipts record their number
     * @throws ErasureException without any change of the ledger: of reason {@code EVENT_FORGED} if an event is missing or was not written
     *     by this job; {@code OLD_TAIL} if an older version of Efface left events without a seal and {@code acceptOldTail} is false; {@code
     *     KEYS_MISSING} or {@code KEYS_DIFFER} if the HMAC key is missing or is the key of another job
     */
    public void open(Job job, boolean acceptOldTail) {
        ledger.writer().write(tx -> {
            open(tx, job, acceptOldTail);
            return true;
        });
    }

    /** Does the same as {@link #open(Job, boolean)} inside a transaction. */
    public void open(Transaction tx, Job job, boolean acceptOldTail) {
        requireMacKey(tx);
        Job current = tx.jobs()
                .find(job.name())
                .filter(found -> found.number() == job.number())
                .orElseThrow(() -> new ErasureException(
                        Reason.WRONG_STATE, "the job '" + job.name() + "' was replaced meanwhile; try again"));
        Sealer.LastSeal last = trustedLastSeal(tx, current);
        if (!isWithoutMacs(current, last) && !tx.events(current.number()).haveMacs()) {
            throw new ErasureException(
                    Reason.EVENT_FORGED,
                    "the HMACs of the job '" + current.name() + "' were removed from the ledger; " + NOTHING_DONE);
        }
        if (isWithoutMacs(current, last)) {
            long tail = tx.events(current.number()).unsealedAtEnd();
            if (tail > 0 && !acceptOldTail) {
                throw oldTail(current, tail);
            }
        }
        migrate(tx, current);
        if (isWithoutMacs(current, last)) {
            upgrade(tx, current);
        } else {
            checkUnsealedEvents(tx, current, last);
        }
        if (current.state() == JobState.PLANNED || current.state() == JobState.STARTED) {
            RecordedDatabase.update(tx, current.number(), clock.instant());
        }
    }

    /**
     * Checks that the hold list has the digest that the job's events recorded last. Without this check, somebody who edits the ledger could
     * remove the protection of a person on the hold list. Call {@link #open} first.
     *
     * @throws ErasureException without any change of the ledger: of reason {@code ROWS_DIFFER} if the digests differ; {@code EVENT_FORGED}
     *     if the event with the recorded digest was changed
     */
    public void requireRecordedHolds(Job job) {
        ledger.writer().write(tx -> {
            // Reading the state locks the job, so that the hold list does not change during this check.
            tx.jobs().state(job.number());
            String recorded = recordedHoldsDigest(tx, job);
            if (recorded != null && !recorded.equals(tx.holds(job.number()).sha256())) {
                throw new ErasureException(
                        Reason.ROWS_DIFFER,
                        "the hold list of the job '" + job.name() + "' differs from the one in its receipts; "
                                + NOTHING_DONE
                                + ". Use a copy of the ledger from before the change, or plan the job anew with"
                                + " its hold list");
            }
            return true;
        });
    }

    /**
     * Returns the digest in the last event about the hold list. Returns null if the version of Efface that wrote the job's events recorded
     * no digest.
     */
    private @Nullable String recordedHoldsDigest(Transaction tx, Job job) {
        EventMac mac = mac(job);
        try (Cursor<EventRow> events = tx.events(job.number()).ofJob()) {
            for (EventRow event = events.next(); event != null; event = events.next()) {
                if (Event.fields(event.bytes()).get("holdsSha256") instanceof String digest) {
                    byte[] hmac = event.hmac();
                    if (hmac != null && !mac.matches(event.number(), event.bytes(), hmac)) {
                        throw new ErasureException(
                                Reason.EVENT_FORGED,
                                "the event that recorded the hold list of the job '" + job.name() + "' was changed; "
                                        + NOTHING_DONE);
                    }
                    return digest;
                }
            }
        }
        return null;
    }

    /** Returns the digest of a job's rows in its event {@code PLANNED}, or empty if the job has no such event. */
    public static Optional<String> rowsDigest(Transaction tx, int job) {
        try (Cursor<byte[]> plans = tx.events(job).ofTypes(EventType.PLANNED)) {
            // The event is the first event of the job, so the search ends there.
            byte[] plan = plans.next();
            return plan != null && Event.fields(plan).get("rowsSha256") instanceof String digest
                    ? Optional.of(digest)
                    : Optional.empty();
        }
    }

    /** Implements {@code Ledger.checkMacKey}. */
    public static void checkMacKey(LedgerLocation ledger, Path keyFolder) {
        if (ledger.exists() && !KeyFolder.hasMacKey(keyFolder)) {
            ledger.read(tx -> {
                requireNoMacs(tx, keyFolder);
                return true;
            });
        }
    }

    /** Migrates a ledger of an older version to this version before a new job is planned in it. */
    public void migrate() {
        ledger.writer().write(tx -> {
            requireMacKey(tx);
            migrate(tx, null);
            return true;
        });
    }

    /**
     * Creates the HMAC key if the folder has none. A lost key must not be replaced, because events with HMACs of the lost key would then
     * look forged.
     */
    private void requireMacKey(Transaction tx) {
        if (!keys.hasMacKey()) {
            requireNoMacs(tx, keys.folder());
            keys.createMacKey();
        }
    }

    /**
     * Checks that no job of a ledger needs an HMAC key.
     *
     * @param keyFolder the folder in which the key is missing, for the message
     * @throws ErasureException of reason {@code KEYS_MISSING} if a job has events with HMACs
     */
    static void requireNoMacs(Transaction tx, Path keyFolder) {
        for (Job job : tx.jobs().all()) {
            if (!isWithoutMacs(job, Sealer.LastSeal.of(tx, job.number()))) {
                throw new ErasureException(
                        Reason.KEYS_MISSING,
                        "the key " + keyFolder.toAbsolutePath().resolve("mac.key")
                                + " is missing, and the ledger has events that it authenticates; restore it from your"
                                + " copy of the key folder, or name the folder with the keys");
            }
        }
    }

    /**
     * Returns whether a job's events have no HMACs yet. They have HMACs if the job's last seal names an HMAC key, or if the fingerprints
     * in the job's row name one.
     */
    private static boolean isWithoutMacs(Job job, Sealer.LastSeal last) {
        return last.macs() == null && KeyFolder.macOf(job.keys()) == null;
    }

    /**
     * Migrates the ledger if an older version of Efface created it. In this case, the method also upgrades each other job that was planned
     * with the keys of this folder and whose events are all sealed.
     */
    private void migrate(Transaction tx, @Nullable Job current) {
        if (!tx.jobs().migrate()) {
            return;
        }
        for (Job job : tx.jobs().all()) {
            boolean isOther = current == null || job.number() != current.number();
            if (isOther && keys.signs(job.keys()) && canBeUpgraded(tx, job)) {
                upgrade(tx, job);
            }
        }
    }

    private boolean canBeUpgraded(Transaction tx, Job job) {
        Sealer.LastSeal last = Sealer.LastSeal.of(tx, job.number());
        return job.state() != JobState.PLANNING
                && isWithoutMacs(job, last)
                && last.isSignedFor(ledger.id(), job, keys.publicKey())
                && tx.events(job.number()).unsealedAtEnd() == 0;
    }

    /** Returns a job's last seal, and throws {@code EVENT_FORGED} if the job's key did not sign it. */
    private Sealer.LastSeal trustedLastSeal(Transaction tx, Job job) {
        Sealer.LastSeal last = Sealer.LastSeal.of(tx, job.number());
        if (!last.isSignedFor(ledger.id(), job, keys.publicKey())) {
            throw new ErasureException(
                    Reason.EVENT_FORGED,
                    "seal " + last.number() + ", the last of the job '" + job.name()
                            + "', is not signed with the job's key, or was changed; " + NOTHING_DONE);
        }
        return last;
    }

    private static ErasureException oldTail(Job job, long tail) {
        return new ErasureException(
                Reason.OLD_TAIL,
                "the job '" + job.name() + "' has " + tail
                        + " events that an older version of Efface wrote and that no seal covers, so"
                        + " anyone may have changed them; " + NOTHING_DONE + ". Look at the last "
                        + tail + " lines of 'receipts export', then run or verify the job with --accept OLD_TAIL; the"
                        + " receipts record this");
    }

    private EventMac mac(Job job) {
        return keys.eventMac(ledger.id(), job.number(), job.name(), job.keys());
    }

    private void upgrade(Transaction tx, Job job) {
        EventMac mac = mac(job);
        Sealer sealer = new Sealer(ledger.writer(), ledger.id(), job, keys.signer(job.keys()), clock);
        long accepted = sealer.upgrade(tx, mac);
        tx.jobs().setKeys(job.number(), KeyFolder.withMac(job.keys(), mac));
        tx.events(job.number()).authenticate(mac);
        if (accepted > 0) {
            tx.events(job.number())
                    .add(Event.of(EventType.OVERRIDDEN, clock.instant())
                            .with("check", "OLD_TAIL")
                            .with("events", accepted));
            sealer.seal(tx);
        }
    }

    private void checkUnsealedEvents(Transaction tx, Job job, Sealer.LastSeal last) {
        EventMac mac = mac(job);
        Seal.Macs macs = last.macs();
        if (macs != null && !macs.key().equals(mac.fingerprint())) {
            throw new ErasureException(
                    Reason.KEYS_DIFFER,
                    "the key " + keys.folder().resolve("mac.key")
                            + " is not the key that the job's last seal names; name the folder with the job's keys");
        }
        UnsealedTail tail = new UnsealedTail(last, mac);
        long lastBefore = tx.events(job.number()).lastNumber();
        try (Cursor<EventRow> events = tx.events(job.number()).after(last.lastSeq())) {
            for (EventRow event = events.next(); event != null; event = events.next()) {
                String problem = tail.check(event.number(), event.bytes(), event.hmac());
                if (problem == null && event.position() != 0) {
                    problem = "the event had been sealed, but the seal is missing";
                }
                if (problem != null) {
                    throw tail.forged(problem, NOTHING_DONE);
                }
            }
        }
        // Another process may have added events during this check.
        String problem = tail.checkEnd(lastBefore, tx.events(job.number()).lastNumber());
        if (problem != null) {
            throw tail.forged(problem, NOTHING_DONE);
        }
        tx.events(job.number()).authenticate(mac);
    }
}
