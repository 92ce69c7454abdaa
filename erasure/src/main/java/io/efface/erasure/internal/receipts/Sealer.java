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
 * Gives a job's committed events their positions and seals them, as changes of the ledger like any other: so nothing is sealed that is
 * not on disk, and positions have no gaps whatever was cut off. Thread-safe.
 */
public final class Sealer {
    /** Events of one seal at most: what a change of one of them throws doubt on. */
    public static final int MOST = 1_000;

    private final LedgerWriter writer;
    private final String ledger;
    private final Job job;
    private final SealSigner signer;
    private final Clock clock;
    private final Function<Transaction, Totals> totals;
    private final AtomicInteger added = new AtomicInteger();
    private volatile @Nullable ErasureException refusal;

    public Sealer(LedgerWriter writer, String ledger, Job job, SealSigner signer, Clock clock) {
        this(
                writer,
                ledger,
                job,
                signer,
                clock,
                tx -> RowsVerifier.totals(signer.publicKey(), tx, tx.jobs().get(job.name()), "no seal was made"));
    }

    /**
     * Makes one.
     *
     * @param totals computes the totals of a final seal, and throws if there must be none
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

    /** Takes note of one more committed event, and has a seal made when there are enough for one; waits for nothing. */
    public void added() {
        if (added.incrementAndGet() >= MOST) {
            tick();
        }
    }

    /** Has what was added since the last seal sealed, if anything was; waits for nothing. To be called every few seconds. */
    public void tick() {
        if (added.getAndSet(0) > 0) {
            // A failure ends all writing of the ledger, which the next intent reports; a forged event does not.
            CompletableFuture<Integer> unused = seal().whenComplete((count, error) -> {
                if (error instanceof ErasureException known) {
                    refusal = known;
                }
            });
        }
    }

    /**
     * Checks that the seals so far could be made.
     *
     * @throws ErasureException of reason {@code EVENT_FORGED} if an event is not the job's
     */
    public void check() {
        ErasureException known = refusal;
        if (known != null) {
            throw known;
        }
    }

    /**
     * Has one seal made over the oldest events without one, at most {@link #MOST}.
     *
     * @return how many there were, after the commit
     */
    public CompletableFuture<Integer> seal() {
        return writer.submit(this::seal);
    }

    /** Seals all events that have none, and waits until they are. */
    public void sealAll() {
        boolean more = true;
        while (more) {
            more = writer.write(this::seal) == MOST;
        }
    }

    /**
     * Seals all that is left; and if the job has no work left, makes sure that its last seal is a final one, with the plan's digest and
     * the totals, which are computed from the events. For that it reads the whole job.
     *
     * @return whether the last seal is final
     * @throws ErasureException of reason {@code ROWS_DIFFER} if no work is left by the rows, and the rows are not what the events come
     *     to; then the rest stays without a seal
     */
    public boolean finish() {
        Rest rest;
        do {
            rest = writer.write(this::sealRest);
        } while (rest == Rest.MORE);
        return rest == Rest.SETTLED;
    }

    /** Makes one seal over the oldest events without one, at most {@link #MOST}; returns how many there were. */
    public int seal(Transaction tx) {
        List<Long> events = new ArrayList<>();
        MessageDigest digest = Digests.sha256();
        collect(tx, Last.of(tx, job.number()), events, digest);
        if (!events.isEmpty()) {
            add(tx, events, digest, null);
        }
        return events.size();
    }

    private Rest sealRest(Transaction tx) {
        List<Long> events = new ArrayList<>();
        MessageDigest digest = Digests.sha256();
        Last last = Last.of(tx, job.number());
        collect(tx, last, events, digest);
        if (events.size() == MOST) {
            add(tx, events, digest, null);
            return Rest.MORE;
        }
        if (!Totals.read(tx.rows(job.number())).isSettled()) {
            if (!events.isEmpty()) {
                add(tx, events, digest, null);
            }
            return Rest.OPEN;
        }
        Totals found = totals.apply(tx);
        if (!events.isEmpty() || !isLast(last, found)) {
            add(tx, events, digest, found);
        }
        return Rest.SETTLED;
    }

    /** Returns whether the last seal is a final one with these totals. */
    private static boolean isLast(Last last, Totals found) {
        Seal seal = last.seal();
        Map<String, Object> before = seal == null ? null : seal.totals();
        return before != null && found.are(before);
    }

    /** Collects the next events without a seal, if they are this job's own. */
    private void collect(Transaction tx, Last last, List<Long> events, MessageDigest digest) {
        UnsealedTail tail = new UnsealedTail(last, tx.events(job.number()).mac());
        try (Cursor<EventRow> rest = tx.events(job.number()).after(last.lastSeq())) {
            for (EventRow event = rest.next(); event != null; event = events.size() < MOST ? rest.next() : null) {
                String problem = tail.next(event.number(), event.bytes(), event.hmac());
                if (problem != null) {
                    throw tail.forged(problem, "it was not sealed, and nothing after it");
                }
                add(event, events, digest);
            }
        }
    }

    private static void add(EventRow event, List<Long> events, MessageDigest digest) {
        events.add(event.number());
        digest.update(event.bytes());
        digest.update((byte) '\n');
    }

    /**
     * Seals what an older version left without a seal, and marks in the chain that every event from now on has an HMAC. A final seal
     * stays the last word: the mark repeats its totals, unless the events do not come to them, because older versions computed them from
     * rows.
     *
     * @return how many events of the older version were sealed
     */
    long upgrade(Transaction tx, EventMac mac) {
        long covered = 0;
        List<Long> events = new ArrayList<>();
        do {
            events.clear();
            MessageDigest digest = Digests.sha256();
            for (EventRow event : tx.events(job.number()).unsealed(MOST)) {
                add(event, events, digest);
            }
            if (!events.isEmpty()) {
                add(tx, events, digest, null, null, null);
            }
            covered += events.size();
        } while (!events.isEmpty());
        Last last = Last.of(tx, job.number());
        Seal before = last.seal();
        Map<String, Object> end = before == null ? null : before.totals();
        boolean isTrue = end != null && eventsComeTo(end, tx);
        Seal.Macs macs =
                new Seal.Macs(mac.fingerprint(), tx.events(job.number()).lastNumber(), true);
        add(
                tx,
                List.of(),
                Digests.sha256(),
                before == null || !isTrue ? null : before.digest(),
                isTrue ? end : null,
                macs);
        return covered;
    }

    private boolean eventsComeTo(Map<String, Object> end, Transaction tx) {
        Events events = tx.events(job.number());
        try (EventFold fold = RowsVerifier.fold(tx, job.number(), false);
                Cursor<EventRow> all = events.all()) {
            EventTotals totalsOfEvents = new EventTotals(fold, events::bytes);
            for (EventRow event = all.next(); event != null; event = all.next()) {
                totalsOfEvents.take(event.bytes(), event.number(), true);
            }
            return totalsOfEvents.comeTo(end);
        } catch (IOException e) {
            throw new UncheckedIOException("a ledger is read without streams", e);
        }
    }

    private void add(Transaction tx, List<Long> events, MessageDigest digest, @Nullable Totals end) {
        long lastSeq = events.isEmpty() ? Last.of(tx, job.number()).lastSeq() : events.get(events.size() - 1);
        Seal.Macs macs = new Seal.Macs(tx.events(job.number()).mac().fingerprint(), lastSeq, false);
        String plan =
                end == null ? null : tx.jobs().find(job.name()).map(Job::digest).orElse(null);
        add(tx, events, digest, plan, end == null ? null : end.toMap(), macs);
    }

    private void add(
            Transaction tx,
            List<Long> events,
            MessageDigest digest,
            @Nullable String plan,
            @Nullable Map<String, Object> end,
            Seal.@Nullable Macs macs) {
        Last last = Last.of(tx, job.number());
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
                plan,
                end,
                macs);
        byte[] bytes = seal.bytes();
        tx.seals(job.number())
                .add(new SealRow(seal.number(), seal.first(), seal.last(), seal.isFinal(), bytes, signer.sign(bytes)));
    }

    private enum Rest {
        /** There may be more events without a seal. */
        MORE,
        /** All events are sealed; work is left. */
        OPEN,
        /** All events are sealed, the last seal is final. */
        SETTLED
    }

    /**
     * What the next seal goes on from.
     *
     * @param hash the last seal's, or 64 zeros
     * @param seal what the last seal says, or null if there is none or it cannot be understood
     * @param bytes of the last seal, empty if there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
    public record Last(
            long number,
            long position,
            boolean isFinal,
            String hash,
            @Nullable Seal seal,
            byte[] bytes,
            byte @Nullable [] signature) {
        public static Last of(Transaction tx, int job) {
            return tx.seals(job)
                    .last()
                    .map(row -> new Last(
                            row.number(),
                            row.last(),
                            row.isFinal(),
                            Seal.hash(row.bytes()),
                            Seal.parse(row.bytes()),
                            row.bytes(),
                            row.signature()))
                    .orElseGet(() -> new Last(0, 0, false, Seal.NOTHING, null, new byte[0], null));
        }

        /** Returns what it says of HMACs, or null if it is of an older version, or there is none. */
        public Seal.@Nullable Macs macs() {
            return seal == null ? null : seal.macs();
        }

        /** Returns the sequence number of the last event under a seal; 0 if none says it. */
        long lastSeq() {
            Seal.Macs macs = macs();
            return macs == null ? 0 : macs.lastSeq();
        }

        /** Returns whether there is no seal, or it is the job's and was signed with this key. */
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
                    && seal.last() == position
                    && seal.isFinal() == isFinal;
        }
    }
}
