package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.keys.EventMac;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Makes the receipts of jobs ready to be written. The events without a seal are checked against their HMACs first, so that nothing is
 * sent on the word of somebody else. A ledger of version 1 is migrated, and its jobs are upgraded: a signed seal marks where events
 * without HMACs end. Thread-safe.
 */
public final class JobReceipts {
    private static final String NOTHING_DONE = "nothing was sent and nothing was sealed";

    private final LedgerStore ledger;
    private final KeyFolder keys;
    private final Clock clock;

    /**
     * Makes one.
     *
     * @param keys the keys of the jobs in question
     */
    public JobReceipts(LedgerStore ledger, KeyFolder keys, Clock clock) {
        this.ledger = ledger;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Checks the events of a job that no seal covers yet, and lets events of it be written from now on.
     *
     * @param acceptOldTail whether to seal what an older version left without a seal, which is recorded
     * @throws ErasureException of reason {@code EVENT_FORGED} if an event was not written by this job or is missing; {@code OLD_TAIL} if
     *     there are events of an older version without a seal and they are not accepted; {@code KEYS_MISSING} or {@code KEYS_DIFFER} if
     *     the key of the HMACs is not there or is another. Nothing was changed then
     */
    public void open(Job job, boolean acceptOldTail) {
        ledger.writer().write(tx -> {
            open(tx, job, acceptOldTail);
            return true;
        });
    }

    /** Does the same inside a transaction. */
    public void open(Transaction tx, Job job, boolean acceptOldTail) {
        requireMacKey(tx);
        Job now = tx.jobs()
                .find(job.name())
                .filter(found -> found.number() == job.number())
                .orElseThrow(() -> new ErasureException(
                        Reason.WRONG_STATE, "the job '" + job.name() + "' was replaced meanwhile; try again"));
        Sealer.Last last = last(tx, now);
        if (!isOld(now, last) && !tx.events(now.number()).hasMacs()) {
            throw new ErasureException(
                    Reason.EVENT_FORGED,
                    "the HMACs of the job '" + now.name() + "' were removed from the ledger; " + NOTHING_DONE);
        }
        if (isOld(now, last)) {
            long tail = tx.events(now.number()).unsealedAtEnd();
            if (tail > 0 && !acceptOldTail) {
                throw notAccepted(now, tail);
            }
        }
        migrate(tx, now);
        if (isOld(now, last)) {
            upgrade(tx, now);
        } else {
            check(tx, now, last);
        }
    }

    /**
     * Checks that the hold list is the one that the job recorded last, so that nobody loses its protection by an edit of the ledger.
     * To be called after {@link #open}.
     *
     * @throws ErasureException of reason {@code ROWS_DIFFER} if it is another, {@code EVENT_FORGED} if the event that recorded it was
     *     changed. Nothing was changed then
     */
    public void requireRecordedHolds(Job job) {
        ledger.writer().write(tx -> {
            String recorded = recordedHolds(tx, job);
            if (recorded != null && !recorded.equals(tx.holds(job.number()).sha256())) {
                throw new ErasureException(
                        Reason.ROWS_DIFFER,
                        "the hold list of the job '" + job.name() + "' is not the one that its receipts record; "
                                + NOTHING_DONE
                                + ". Use a copy of the ledger from before the change, or plan the job anew with"
                                + " its hold list");
            }
            return true;
        });
    }

    /** Returns the digest in the last event about the hold list, or null for a job of a version that recorded none. */
    private @Nullable String recordedHolds(Transaction tx, Job job) {
        EventMac mac = mac(job);
        try (Cursor<EventRow> events = tx.events(job.number()).ofJob()) {
            for (EventRow event = events.next(); event != null; event = events.next()) {
                if (JobFold.fields(event.bytes()).get("holdsSha256") instanceof String digest) {
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

    /** Does what {@link Ledger#checkMacKey} says. */
    public static void checkMacKey(LedgerLocation ledger, Path keyFolder) {
        if (ledger.exists() && !KeyFolder.hasMacKey(keyFolder)) {
            ledger.read(tx -> {
                requireNoMacs(tx, keyFolder);
                return true;
            });
        }
    }

    /** Makes a ledger of an older version one of this version, for a job that is yet to be made. */
    public void migrate() {
        ledger.writer().write(tx -> {
            requireMacKey(tx);
            migrate(tx, null);
            return true;
        });
    }

    /** A key that is lost must not be replaced: what it authenticated would look forged. */
    private void requireMacKey(Transaction tx) {
        if (!keys.hasMacKey()) {
            requireNoMacs(tx, keys.folder());
            keys.createMacKey();
        }
    }

    /**
     * Checks that a ledger has no events that the key of a folder which lacks it authenticates.
     *
     * @throws ErasureException of reason {@code KEYS_MISSING} if it has
     */
    static void requireNoMacs(Transaction tx, Path keyFolder) {
        for (Job job : tx.jobs().all()) {
            if (!isOld(job, Sealer.Last.of(tx, job.number()))) {
                throw new ErasureException(
                        Reason.KEYS_MISSING,
                        "the key " + keyFolder.toAbsolutePath().resolve("mac.key")
                                + " is missing, and the ledger has events that it authenticates; restore it from your copy of"
                                + " the key folder, or say where the keys are");
            }
        }
    }

    /** Returns whether a job's events have no HMACs yet. A seal that says otherwise is believed more than the rest of the file. */
    private static boolean isOld(Job job, Sealer.Last last) {
        return last.macs() == null && KeyFolder.macOf(job.keys()) == null;
    }

    /** Adds the column, and upgrades each job that has these keys and that no event without a seal keeps from it. */
    private void migrate(Transaction tx, @Nullable Job current) {
        boolean isOld = tx.jobs().isOld();
        if (!isOld && (current == null || tx.events(current.number()).hasMacs())) {
            return;
        }
        tx.jobs().migrate();
        for (Job job : tx.jobs().all()) {
            boolean other = current == null || job.number() != current.number();
            if (isOld && other && keys.signs(job.keys()) && isReady(tx, job)) {
                upgrade(tx, job);
            }
        }
    }

    private boolean isReady(Transaction tx, Job job) {
        Sealer.Last last = Sealer.Last.of(tx, job.number());
        return job.state() != JobState.PLANNING
                && isOld(job, last)
                && last.isSignedFor(ledger.id(), job, keys.publicKey())
                && tx.events(job.number()).unsealedAtEnd() == 0;
    }

    /** Returns a job's last seal if it can be trusted. */
    private Sealer.Last last(Transaction tx, Job job) {
        Sealer.Last last = Sealer.Last.of(tx, job.number());
        if (!last.isSignedFor(ledger.id(), job, keys.publicKey())) {
            throw new ErasureException(
                    Reason.EVENT_FORGED,
                    "seal " + last.number() + ", the last of the job '" + job.name()
                            + "', is not signed with the job's key, or was changed; " + NOTHING_DONE);
        }
        return last;
    }

    private static ErasureException notAccepted(Job job, long tail) {
        return new ErasureException(
                Reason.OLD_TAIL,
                "the job '" + job.name() + "' has " + tail
                        + " events that an older version wrote and no seal covers, so"
                        + " that nothing shows who wrote them; " + NOTHING_DONE + ". Look at the last "
                        + tail + " lines of 'receipts export', then run or verify the job with --accept OLD_TAIL, which"
                        + " is recorded");
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

    private void check(Transaction tx, Job job, Sealer.Last last) {
        EventMac mac = mac(job);
        Seal.Macs macs = last.macs();
        if (macs != null && !macs.key().equals(mac.fingerprint())) {
            throw new ErasureException(
                    Reason.KEYS_DIFFER,
                    "the key " + keys.folder().resolve("mac.key")
                            + " is not the one that the job's last seal names; say where the job's keys are");
        }
        UnsealedTail tail = new UnsealedTail(last, mac);
        try (Cursor<EventRow> events = tx.events(job.number()).after(last.lastSeq())) {
            for (EventRow event = events.next(); event != null; event = events.next()) {
                String problem = tail.next(event.number(), event.bytes(), event.hmac());
                if (problem == null && event.position() != 0) {
                    problem = "the event had been sealed, and its seal is gone";
                }
                if (problem != null) {
                    throw tail.forged(problem, NOTHING_DONE);
                }
            }
        }
        String problem = tail.end(tx.events(job.number()).lastNumber());
        if (problem != null) {
            throw tail.forged(problem, NOTHING_DONE);
        }
        tx.events(job.number()).authenticate(mac);
    }
}
