package io.efface.erasure.internal.receipts;

import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.internal.receipts.ReceiptsSource.Line;
import io.efface.erasure.internal.receipts.ReceiptsSource.Signed;
import io.efface.erasure.keys.Digests;
import io.efface.erasure.keys.EventMac;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Checks receipts from the first to the last, in memory for one line. For one check and one thread. */
public final class ReceiptsVerifier {
    private final SealKey key;
    private final @Nullable MacKey mac;
    private final ReceiptsSource source;
    private final Reader reader;
    private String previous = Seal.NOTHING;
    private long seals;
    private long events;
    private @Nullable Seal last;

    public ReceiptsVerifier(SealKey key, ReceiptsSource source) {
        this(key, null, source, (event, seq, covered) -> {});
    }

    /**
     * Makes one.
     *
     * @param mac the key that authenticates the events that no seal covers, or null to leave that open
     * @param reader gets each event on the way, and must not believe it before the check has ended well
     */
    public ReceiptsVerifier(SealKey key, @Nullable MacKey mac, ReceiptsSource source, Reader reader) {
        this.key = key;
        this.mac = mac;
        this.source = source;
        this.reader = reader;
    }

    /** Reads events along. */
    interface Reader {
        /**
         * Takes the next event.
         *
         * @param bytes with the line's end, if it has one
         * @param seq its number where it came from
         * @param sealed whether a seal covers it
         */
        void take(byte[] bytes, long seq, boolean sealed);

        /**
         * Returns whether the events that were taken come to the totals of the final seal that ends them.
         *
         * @param totals as the seal has them
         */
        default boolean comeTo(Map<String, Object> totals) throws IOException {
            return true;
        }
    }

    public ReceiptsCheck check() throws IOException {
        for (Signed signed = source.nextSeal(); signed != null; signed = source.nextSeal()) {
            ReceiptsCheck broken = check(signed);
            if (broken != null) {
                return broken;
            }
        }
        return checkTail();
    }

    private ReceiptsCheck checkTail() throws IOException {
        Seal end = last;
        Map<String, Object> totals = end == null ? null : end.totals();
        boolean differs = totals != null && !reader.comeTo(totals);
        Seal.Macs macs = end == null ? null : end.macs();
        String required = macs != null ? macs.key() : source.macFingerprint();
        EventMac usable = mac != null && mac.fingerprint().equals(required) ? source.mac(mac) : null;
        UnsealedTail unsealed = new UnsealedTail(macs == null ? 0 : macs.lastSeq(), events, usable);
        long tail = 0;
        for (Line line = source.nextEvent(); line != null; line = source.nextEvent()) {
            tail++;
            byte[] bytes = line.bytes();
            if (bytes == null) {
                return broken(events + tail, "this is no event");
            }
            Long position = line.position();
            if (position != null && position != 0) {
                return broken(events + tail, "the event had been sealed, and its seal is gone");
            }
            String problem = position != null && required != null
                    ? unsealed.next(line.seq(), Arrays.copyOf(bytes, bytes.length - 1), line.hmac())
                    : null;
            if (problem != null) {
                return broken(events + tail, problem);
            }
            reader.take(bytes, line.seq(), false);
        }
        OptionalLong added = source.lastEvent();
        String problem = required != null && added.isPresent() ? unsealed.end(added.getAsLong()) : null;
        if (problem != null) {
            return broken(events + tail + 1, problem);
        }
        boolean authenticated = tail > 0 && usable != null;
        if (differs) {
            return result(
                    Verdict.DIFFERENT,
                    tail,
                    authenticated,
                    0,
                    "the totals of the final seal are not those that its events come to");
        }
        Verdict verdict = tail > 0 ? Verdict.UNSEALED_TAIL : totals != null ? Verdict.INTACT : Verdict.INCOMPLETE;
        return result(verdict, tail, authenticated, 0, null);
    }

    private @Nullable ReceiptsCheck check(Signed signed) throws IOException {
        long number = seals + 1;
        byte[] signature = signed.signature();
        if (signature == null || !key.verifies(signed.bytes(), signature)) {
            return broken(events + 1, "seal " + number + " is not signed with this key, or was changed");
        }
        Seal seal = Seal.parse(signed.bytes());
        if (seal == null) {
            return broken(events + 1, "seal " + number + " cannot be understood");
        }
        if (!source.isOf(seal) || !isOfTheSameJob(last, seal)) {
            return broken(events + 1, "seal " + number + " is of another job");
        }
        if (seal.number() != number || !seal.previous().equals(previous) || seal.first() != events + 1) {
            return broken(
                    events + 1,
                    "seal " + number + " does not follow the one before: one was removed, added or exchanged");
        }
        if (!signed.agrees().with(seal)) {
            return broken(events + 1, "what the ledger says of seal " + number + " is not what was sealed");
        }
        if (!saysTheSameOfMacs(last, seal)) {
            return broken(
                    events + 1, "seal " + number + " does not name the key of the HMACs that the seals before it name");
        }
        ReceiptsCheck broken = checkEvents(seal);
        if (broken == null) {
            last = seal;
            seals = number;
            events = seal.last();
            previous = Seal.hash(signed.bytes());
        }
        return broken;
    }

    private static boolean isOfTheSameJob(@Nullable Seal before, Seal seal) {
        return before == null
                || (before.ledger().equals(seal.ledger())
                        && before.job().equals(seal.job())
                        && before.jobNumber() == seal.jobNumber());
    }

    /** An older version would seal events without HMACs. */
    private static boolean saysTheSameOfMacs(@Nullable Seal before, Seal seal) {
        Seal.Macs first = before == null ? null : before.macs();
        Seal.Macs next = seal.macs();
        return first == null || (next != null && next.key().equals(first.key()));
    }

    private @Nullable ReceiptsCheck checkEvents(Seal seal) throws IOException {
        MessageDigest digest = Digests.sha256();
        ReceiptsCheck unauthenticated = null;
        for (long position = seal.first(); position <= seal.last(); position++) {
            Line line = source.nextEvent();
            if (line == null) {
                return broken(
                        position == seal.first() ? position : seal.first(),
                        "of the sealed lines " + seal.first() + " to " + seal.last() + ", those from " + position
                                + " on are gone");
            }
            Long stored = line.position();
            if (stored != null && stored != position) {
                return broken(position, "an event was removed, added or exchanged here");
            }
            byte[] bytes = line.bytes();
            if (bytes == null) {
                return broken(position, "this is no event");
            }
            if (stored != null && unauthenticated == null) {
                unauthenticated = checkStored(seal, line, position);
            }
            digest.update(bytes);
            reader.take(bytes, line.seq(), true);
        }
        return HexFormat.of().formatHex(digest.digest()).equals(seal.sha256())
                ? unauthenticated
                : broken(
                        seal.first(),
                        "the lines " + seal.first() + " to " + seal.last() + " are not those that were sealed");
    }

    /** Checks what a ledger stores beside a sealed event, whose bytes are as they were sealed. */
    private @Nullable ReceiptsCheck checkStored(Seal seal, Line line, long position) {
        Seal.Macs macs = seal.macs();
        if (macs == null) {
            return null;
        }
        byte[] hmac = line.hmac();
        if (hmac == null || hmac.length != EventMac.BYTES) {
            return broken(position, "this event has no HMAC");
        }
        return position == seal.last() && line.seq() != macs.lastSeq()
                ? broken(position, "the number of this event is not the one that was sealed")
                : null;
    }

    private ReceiptsCheck broken(long line, String problem) {
        return result(Verdict.BROKEN, 0, false, line, problem);
    }

    private ReceiptsCheck result(
            Verdict verdict, long tail, boolean authenticated, long line, @Nullable String problem) {
        Seal seal = last;
        Map<String, Object> totals = seal == null ? null : seal.totals();
        return new ReceiptsCheck(
                verdict,
                seal == null ? null : seal.ledger(),
                seal == null ? null : seal.job(),
                events,
                seals,
                tail,
                authenticated,
                line,
                problem,
                seal == null ? null : seal.at(),
                seal == null ? null : previous,
                seal == null ? null : seal.digest(),
                totals == null ? Map.of() : totals,
                null);
    }
}
