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

/** Checks the events and seals of a job in their order. Only one line at a time is in memory. For one check and one thread. */
public final class ReceiptsVerifier {
    private final SealKey key;
    private final @Nullable MacKey mac;
    private final ReceiptsSource source;
    private final Reader reader;
    private String previousHash = Seal.NO_PREVIOUS_HASH;
    private long sealCount;
    private long sealedEventCount;
    private @Nullable Seal lastSeal;

    public ReceiptsVerifier(SealKey key, ReceiptsSource source) {
        this(key, null, source, (event, seq, covered) -> {});
    }

    /**
     * Creates a verifier.
     *
     * @param mac the HMAC key for the check of the events that no seal covers, or null to skip that check
     * @param reader the receiver of each event. The receiver must not trust any event before {@link #check} has returned a sound result
     */
    public ReceiptsVerifier(SealKey key, @Nullable MacKey mac, ReceiptsSource source, Reader reader) {
        this.key = key;
        this.mac = mac;
        this.source = source;
        this.reader = reader;
    }

    /** Receives the events while they are checked. */
    interface Reader {
        /**
         * Receives the next event.
         *
         * @param bytes the line with its line feed, which the last line of a file may lack
         * @param seq the event's number in its source
         * @param sealed whether a seal covers the event
         */
        void read(byte[] bytes, long seq, boolean sealed);

        /**
         * Returns whether the totals of the events received so far are equal to the totals of the final seal.
         *
         * @param sealedTotals the totals in the final seal
         */
        default boolean totalsEqual(Map<String, Object> sealedTotals) throws IOException {
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
        Seal seal = lastSeal;
        Map<String, Object> totals = seal == null ? null : seal.totals();
        boolean totalsDiffer = totals != null && !reader.totalsEqual(totals);
        Seal.Macs macs = seal == null ? null : seal.macs();
        String requiredKey = macs != null ? macs.key() : source.macFingerprint();
        EventMac eventMac = mac != null && mac.fingerprint().equals(requiredKey) ? source.mac(mac) : null;
        UnsealedTail unsealed = new UnsealedTail(macs == null ? 0 : macs.lastSeq(), sealedEventCount, eventMac);
        long tail = 0;
        for (Line line = source.nextEvent(); line != null; line = source.nextEvent()) {
            tail++;
            byte[] bytes = line.bytes();
            if (bytes == null) {
                return broken(sealedEventCount + tail, "this is not an event");
            }
            Long position = line.position();
            if (position != null && position != 0) {
                return broken(sealedEventCount + tail, "the event had been sealed, but the seal is missing");
            }
            String problem = position != null && requiredKey != null
                    ? unsealed.check(line.seq(), Arrays.copyOf(bytes, bytes.length - 1), line.hmac())
                    : null;
            if (problem != null) {
                return broken(sealedEventCount + tail, problem);
            }
            reader.read(bytes, line.seq(), false);
        }
        OptionalLong lastAdded = source.lastEvent();
        String problem = requiredKey != null && lastAdded.isPresent() ? unsealed.checkEnd(lastAdded.getAsLong()) : null;
        if (problem != null) {
            return broken(sealedEventCount + tail + 1, problem);
        }
        boolean authenticated = tail > 0 && eventMac != null;
        if (totalsDiffer) {
            return result(
                    Verdict.DIFFERENT,
                    tail,
                    authenticated,
                    0,
                    "the totals of the final seal differ from the totals of its events");
        }
        Verdict verdict = tail > 0 ? Verdict.UNSEALED_TAIL : totals != null ? Verdict.INTACT : Verdict.INCOMPLETE;
        return result(verdict, tail, authenticated, 0, null);
    }

    private @Nullable ReceiptsCheck check(Signed signed) throws IOException {
        long number = sealCount + 1;
        long nextLine = sealedEventCount + 1;
        byte[] signature = signed.signature();
        if (signature == null || !key.verifies(signed.bytes(), signature)) {
            return broken(nextLine, "seal " + number + " is not signed with this key, or was changed");
        }
        Seal seal = Seal.parse(signed.bytes());
        if (seal == null) {
            return broken(nextLine, "seal " + number + " cannot be understood");
        }
        if (!source.isForThisJob(seal) || !haveSameJob(lastSeal, seal)) {
            return broken(nextLine, "seal " + number + " belongs to another job");
        }
        if (seal.number() != number || !seal.previous().equals(previousHash) || seal.firstPosition() != nextLine) {
            return broken(
                    nextLine,
                    "seal " + number + " does not follow the previous seal: a seal was removed, added or exchanged");
        }
        if (!signed.columns().agreeWith(seal)) {
            return broken(nextLine, "the ledger's columns for seal " + number + " differ from the sealed values");
        }
        if (!keepsMacKey(lastSeal, seal)) {
            return broken(nextLine, "seal " + number + " does not name the HMAC key that the previous seals name");
        }
        ReceiptsCheck broken = checkEvents(seal);
        if (broken == null) {
            lastSeal = seal;
            sealCount = number;
            sealedEventCount = seal.lastPosition();
            previousHash = Seal.hash(signed.bytes());
        }
        return broken;
    }

    private static boolean haveSameJob(@Nullable Seal previous, Seal seal) {
        return previous == null
                || (previous.ledger().equals(seal.ledger())
                        && previous.job().equals(seal.job())
                        && previous.jobNumber() == seal.jobNumber());
    }

    /**
     * Returns whether a seal names the same HMAC key as the previous seal. Also returns true if the previous seal names no key, because an
     * older version of Efface made it.
     */
    private static boolean keepsMacKey(@Nullable Seal previous, Seal seal) {
        Seal.Macs required = previous == null ? null : previous.macs();
        Seal.Macs macs = seal.macs();
        return required == null || (macs != null && macs.key().equals(required.key()));
    }

    private @Nullable ReceiptsCheck checkEvents(Seal seal) throws IOException {
        MessageDigest digest = Digests.sha256();
        ReceiptsCheck macProblem = null;
        for (long position = seal.firstPosition(); position <= seal.lastPosition(); position++) {
            Line line = source.nextEvent();
            if (line == null) {
                return broken(
                        position == seal.firstPosition() ? position : seal.firstPosition(),
                        "a seal covers the lines " + seal.firstPosition() + " to " + seal.lastPosition()
                                + ", and the lines from " + position + " on are missing");
            }
            Long stored = line.position();
            if (stored != null && stored != position) {
                return broken(position, "an event was removed, added or exchanged here");
            }
            byte[] bytes = line.bytes();
            if (bytes == null) {
                return broken(position, "this is not an event");
            }
            if (stored != null && macProblem == null) {
                macProblem = checkMacAndNumber(seal, line, position);
            }
            digest.update(bytes);
            reader.read(bytes, line.seq(), true);
        }
        return HexFormat.of().formatHex(digest.digest()).equals(seal.sha256())
                ? macProblem
                : broken(
                        seal.firstPosition(),
                        "the lines " + seal.firstPosition() + " to " + seal.lastPosition()
                                + " differ from the sealed lines");
    }

    /**
     * Checks that a sealed event of a ledger has an HMAC, and that the last event of a seal has the sealed number. The HMAC itself is not
     * compared, because the seal authenticates the bytes of the event.
     */
    private @Nullable ReceiptsCheck checkMacAndNumber(Seal seal, Line line, long position) {
        Seal.Macs macs = seal.macs();
        if (macs == null) {
            return null;
        }
        byte[] hmac = line.hmac();
        if (hmac == null || hmac.length != EventMac.BYTES) {
            return broken(position, "this event has no HMAC");
        }
        return position == seal.lastPosition() && line.seq() != macs.lastSeq()
                ? broken(position, "the number of this event differs from the sealed number")
                : null;
    }

    private ReceiptsCheck broken(long line, String problem) {
        return result(Verdict.BROKEN, 0, false, line, problem);
    }

    private ReceiptsCheck result(
            Verdict verdict, long tail, boolean authenticated, long line, @Nullable String problem) {
        Seal seal = lastSeal;
        Map<String, Object> totals = seal == null ? null : seal.totals();
        return new ReceiptsCheck(
                verdict,
                seal == null ? null : seal.ledger(),
                seal == null ? null : seal.job(),
                sealedEventCount,
                sealCount,
                tail,
                authenticated,
                line,
                problem,
                seal == null ? null : seal.at(),
                seal == null ? null : previousHash,
                seal == null ? null : seal.digest(),
                totals == null ? Map.of() : totals,
                null);
    }
}
