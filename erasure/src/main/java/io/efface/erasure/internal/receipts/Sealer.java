package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.Events;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.SealRow;
import io.efface.erasure.keys.Digests;
import io.efface.erasure.keys.EventMac;
import io.efface.erasure.keys.SealKey;
import io.efface.erasure.keys.SealSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Seals the committed events of a job. The ledger's writer stores each seal, and the positions of its events, in one transaction. Therefore
 * a seal only covers events that are on disk, and the positions have no gaps, even after a crash. Thread-safe.
 */
public final class Sealer {
    /** The maximum number of events of one seal. If one event is changed, all events of its seal are in doubt. */
    public static final int MAX_EVENTS = 1_000;

    private final LedgerWriter writer;
    private final String ledger;
    private final Job job;
    private final SealSigner signer;
    private final Clock clock;
    private final Function<Transaction, Totals> totals;
    private final AtomicInteger unsealedEvents = new AtomicInteger();
    private volatile @Nullable ErasureException failure;

    public Sealer(LedgerWriter writer, String ledger, Job job, SealSigner signer, Clock clock) {
        this(
                writer,
                ledger,
                job,
                signer,
                clock,
                tx -> RowsVerifier.requireTotals(
                        signer.publicKey(), tx, tx.jobs().get(job.name()), "no seal was made"));
    }

    /**
     * Creates a sealer.
     *
     * @param totals the function that computes the totals of a final seal. It throws an {@link ErasureException} if the job must not get a
     *     final seal
     */
    public Sealer(
            LedgerWriter writer,
            String ledger,
            Job job,
            SealSigner signer,
            Clock clock,
            Function<Transaction, Totals> totals) {
        this.totals = totals;
        this.writer = writer;
        this.ledger = ledger;
        this.job = job;
        this.signer = signer;
        this.clock = clock;
    }

    /** Counts a committed event. Submits a seal to the writer after every {@link #MAX_EVENTS} events. Does not wait for the seal. */
    public void countEvent() {
        if (unsealedEvents.incrementAndGet() >= MAX_EVENTS) {
            submitSeal();
        }
    }

    /**
     * Submits a seal to the writer if {@link #countEvent} was called since the last seal. Does not wait for the seal. The caller calls this
     * method every few seconds.
     */
    public void submitSeal() {
        if (signer.canSign() && unsealedEvents.getAndSet(0) > 0) {
            // If the storage failed, the next change of the ledger reports this. But a forged event does not stop the
            // writer, so no later change reports it. Therefore the failure is stored for check().
            CompletableFuture<Integer> unused = seal().whenComplete((count, error) -> {
                if (error instanceof ErasureException exception) {
                    failure = exception;
                }
            });
        }
    }

    /**
     * Checks that no submitted seal has failed.
     *
     * @throws ErasureException of reason {@code EVENT_FORGED} if a seal failed because an event was not written by this job
     */
    public void check() {
        ErasureException exception = failure;
        if (exception != null) {
            throw exception;
        }
    }

    /**
     * Submits a seal over the oldest events without a seal, at most {@link #MAX_EVENTS}.
     *
     * @return a future with the number of sealed events, which completes after the commit
     */
    public CompletableFuture<Integer> seal() {
        return writer.submit(this::seal);
    }

    /** Seals all events that have no seal, and waits for the commits. */
    public void sealAll() {
        boolean hasMore = true;
        while (hasMore) {
            hasMore = writer.write(this::seal) == MAX_EVENTS;
        }
    }

    /**
     * Seals all remaining events. If the rows show that the job has no work left, the last seal becomes a final seal with the plan's digest
     * and the totals. The totals are computed from all events of the job.
     *
     * <p>Does nothing if the signing key is missing, as in a worker without this key.
     *
     * @return whether the last seal is final; false if the signing key is missing
     * @throws ErasureException of reason {@code ROWS_DIFFER} if a final seal is due and the rows do not agree with the events. The last
     *     events then stay without a seal
     */
    public boolean finish() {
        if (!signer.canSign()) {
            return false;
        }
        Progress progress;
        do {
            progress = writer.write(this::sealRemaining);
        } while (progress == Progress.MORE_EVENTS);
        return progress == Progress.FINAL_SEAL;
    }

    /**
     * Adds one seal over the oldest events without a seal, at most {@link #MAX_EVENTS}. Does nothing if the signing key is missing.
     *
     * @return the number of sealed events
     */
    public int seal(Transaction tx) {
        if (!signer.canSign()) {
            return 0;
        }
        List<Long> events = new ArrayList<>();
        MessageDigest digest = Digests.sha256();
        collect(tx, LastSeal.of(tx, job.number()), events, digest);
        if (!events.isEmpty()) {
            addSeal(tx, events, digest, null);
        }
        return events.size();
    }

    private Progress sealRemaining(Transaction tx) {
        List<Long> events = new ArrayList<>();
        MessageDigest digest = Digests.sha256();
        LastSeal last = LastSeal.of(tx, job.number());
        long lastNumber = tx.events(job.number()).lastNumber();
        collect(tx, last, events, digest);
        if (events.size() == MAX_EVENTS) {
            addSeal(tx, events, digest, null);
            return Progress.MORE_EVENTS;
        }
        if (!Totals.read(tx.rows(job.number())).hasNoOpenTargets()) {
            if (!events.isEmpty()) {
                addSeal(tx, events, digest, null);
            }
            return Progress.WORK_LEFT;
        }
        Totals finalTotals = totals.apply(tx);
        if (tx.events(job.number()).lastNumber() != lastNumber) {
            // Another process has added events meanwhile. The totals may contain them, but the seal would not cover
            // them.
            return Progress.MORE_EVENTS;
        }
        if (!events.isEmpty() || !isFinal(last, finalTotals)) {
            addSeal(tx, events, digest, finalTotals);
        }
        return Progress.FINAL_SEAL;
    }

    /** Returns whether the last seal is a final seal with these totals. */
    private static boolean isFinal(LastSeal last, Totals totals) {
        Seal seal = last.seal();
        Map<String, Object> sealedTotals = seal == null ? null : seal.totals();
        return sealedTotals != null && totals.equalSealed(sealedTotals);
    }

    /**
     * Collects the events of the next seal.
     *
     * @param events receives the numbers of the events
     * @param digest is updated with the bytes of the events
     * @throws ErasureException of reason {@code EVENT_FORGED} if an event was not written by this job
     */
    private void collect(Transaction tx, LastSeal last, List<Long> events, MessageDigest digest) {
        UnsealedTail tail = new UnsealedTail(last, tx.events(job.number()).mac());
        try (Cursor<EventRow> rest = tx.events(job.number()).after(last.lastSeq())) {
            for (EventRow event = rest.next(); event != null; event = events.size() < MAX_EVENTS ? rest.next() : null) {
                String problem = tail.check(event.number(), event.bytes(), event.hmac());
                if (problem != null) {
                    throw tail.forged(problem, "the event and all events after it were not sealed");
                }
                collect(event, events, digest);
            }
        }
    }

    private static void collect(EventRow event, List<Long> events, MessageDigest digest) {
        events.add(event.number());
        digest.update(event.bytes());
        digest.update((byte) '\n');
    }

    /**
     * Upgrades a job of ledger version 1. Seals the events that the older version left without a seal. Then adds a seal that covers no
     * event and marks the upgrade: every event after that seal must have an HMAC.
     *
     * <p>If the last seal before the upgrade is a final seal, the added seal is a final seal with the same totals. There is one exception.
     * Older versions computed the totals from the rows, so the totals may be wrong. If the totals of the last seal are not equal to the
     * totals of the events, the added seal is not final.
     *
     * @return the number of events of the older version that were sealed
     */
    long upgrade(Transaction tx, EventMac mac) {
        long sealedCount = 0;
        List<Long> events = new ArrayList<>();
        do {
            events.clear();
            MessageDigest digest = Digests.sha256();
            for (EventRow event : tx.events(job.number()).unsealed(MAX_EVENTS)) {
                collect(event, events, digest);
            }
            if (!events.isEmpty()) {
                addSeal(tx, events, digest, null, null, null);
            }
            sealedCount += events.size();
        } while (!events.isEmpty());
        Seal previous = LastSeal.of(tx, job.number()).seal();
        Map<String, Object> sealedTotals = previous == null ? null : previous.totals();
        boolean repeatsTotals = sealedTotals != null && eventTotalsEqual(sealedTotals, tx);
        Seal.Macs macs =
                new Seal.Macs(mac.fingerprint(), tx.events(job.number()).lastNumber(), true);
        addSeal(
                tx,
                List.of(),
                Digests.sha256(),
                previous == null || !repeatsTotals ? null : previous.digest(),
                repeatsTotals ? sealedTotals : null,
                macs);
        return sealedCount;
    }

    private boolean eventTotalsEqual(Map<String, Object> sealedTotals, Transaction tx) {
        Events events = tx.events(job.number());
        try (EventFold fold = RowsVerifier.startFold(tx, job.number(), false);
                Cursor<EventRow> all = events.all()) {
            EventTotals totalsOfEvents = new EventTotals(fold, events::bytes);
            for (EventRow event = all.next(); event != null; event = all.next()) {
                totalsOfEvents.read(event.bytes(), event.number(), true);
            }
            return totalsOfEvents.totalsEqual(sealedTotals);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the events", e);
        }
    }

    private void addSeal(Transaction tx, List<Long> events, MessageDigest digest, @Nullable Totals finalTotals) {
        long lastSeq = events.isEmpty() ? LastSeal.of(tx, job.number()).lastSeq() : events.get(events.size() - 1);
        Seal.Macs macs = new Seal.Macs(tx.events(job.number()).mac().fingerprint(), lastSeq, false);
        String planDigest = finalTotals == null
                ? null
                : tx.jobs().find(job.name()).map(Job::digest).orElse(null);
        addSeal(tx, events, digest, planDigest, finalTotals == null ? null : finalTotals.toMap(), macs);
    }

    private void addSeal(
            Transaction tx,
            List<Long> events,
            MessageDigest digest,
            @Nullable String planDigest,
            @Nullable Map<String, Object> finalTotals,
            Seal.@Nullable Macs macs) {
        LastSeal last = LastSeal.of(tx, job.number());
        tx.events(job.number()).setPositions(events, last.position() + 1);
        Seal seal = new Seal(
                ledger,
                job.name(),
                job.number(),
                last.number() + 1,
                last.position() + 1,
                last.position() + events.size(),
                HexFormat.of().formatHex(digest.digest()),
                last.hash(),
                clock.instant(),
                planDigest,
                finalTotals,
                macs);
        byte[] bytes = seal.bytes();
        tx.seals(job.number())
                .add(new SealRow(
                        seal.number(),
                        seal.firstPosition(),
                        seal.lastPosition(),
                        seal.isFinal(),
                        bytes,
                        signer.sign(bytes)));
    }

    private enum Progress {
        /** The job may have more events without a seal. */
        MORE_EVENTS,
        /** All events are sealed. The job has work left, so the last seal is not final. */
        WORK_LEFT,
        /** All events are sealed, and the last seal is final. */
        FINAL_SEAL
    }

    /**
     * The last seal of a job, which the next seal follows. A job without seals has an instance with the number 0.
     *
     * @param number the number of the last seal, or 0
     * @param position the position of the last sealed event, or 0
     * @param isFinal whether the ledger marks the last seal as final
     * @param hash the hash of the last seal, or 64 zeros
     * @param seal the parsed last seal, or null if the job has no seal or the seal cannot be parsed
     * @param bytes the bytes of the last seal, or an empty array
     * @param signature the signature of {@code bytes}, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
    public record LastSeal(
            long number,
            long position,
            boolean isFinal,
            String hash,
            @Nullable Seal seal,
            byte[] bytes,
            byte @Nullable [] signature) {
        public static LastSeal of(Transaction tx, int job) {
            return tx.seals(job)
                    .lastSeal()
                    .map(row -> new LastSeal(
                            row.number(),
                            row.lastPosition(),
                            row.isFinal(),
                            Seal.hash(row.bytes()),
                            Seal.parse(row.bytes()),
                            row.bytes(),
                            row.signature()))
                    .orElseGet(() -> new LastSeal(0, 0, false, Seal.NO_PREVIOUS_HASH, null, new byte[0], null));
        }

        /** Returns the part of the seal about HMACs, or null if the job has no seal or the seal has no such part. */
        public Seal.@Nullable Macs macs() {
            return seal == null ? null : seal.macs();
        }

        /** Returns the sequence number of the last sealed event, or 0 if the seal does not contain this number. */
        long lastSeq() {
            Seal.Macs macs = macs();
            return macs == null ? 0 : macs.lastSeq();
        }

        /** Returns whether this key signed the last seal for this job. The result is also true for a job without seals. */
        boolean isSignedFor(String ledger, Job job, SealKey key) {
            if (number == 0) {
                return true;
            }
            return seal != null
                    && signature != null
                    && key.verifies(bytes, signature)
                    && seal.ledger().equals(ledger)
                    && seal.job().equals(job.name())
                    && seal.jobNumber() == job.number()
                    && seal.number() == number
                    && seal.lastPosition() == position
                    && seal.isFinal() == isFinal;
        }
    }
}
