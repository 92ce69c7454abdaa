package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.keys.EventMac;
import org.jspecify.annotations.Nullable;

/** Checks the events that no seal covers yet, in their order: their numbers have no gaps, and each has the right HMAC. For one thread. */
final class UnsealedTail {
    private final @Nullable EventMac mac;
    private long seq;
    private long line;

    /**
     * Makes one.
     *
     * @param mac what authenticates the events; without it, each only has to have an HMAC
     */
    UnsealedTail(Sealer.Last last, @Nullable EventMac mac) {
        this(last.lastSeq(), last.position(), mac);
    }

    /**
     * Makes one.
     *
     * @param lastSeq the sequence number of the last event under a seal
     * @param lastLine its line in the receipts
     */
    UnsealedTail(long lastSeq, long lastLine, @Nullable EventMac mac) {
        this.mac = mac;
        this.seq = lastSeq;
        this.line = lastLine;
    }

    /**
     * Takes the next event; returns what is wrong with it, or null.
     *
     * @param bytes without the line's end
     */
    @Nullable String next(long number, byte @Nullable [] bytes, byte @Nullable [] hmac) {
        line++;
        seq++;
        if (number != seq) {
            return "an event was removed or added before this one";
        }
        if (bytes == null) {
            return "this is not an event";
        }
        if (hmac == null || hmac.length != EventMac.BYTES) {
            return "this event has no HMAC";
        }
        return mac == null || mac.matches(number, bytes, hmac)
                ? null
                : "the HMAC of this event is wrong: it was changed, or not written by this job";
    }

    /** Returns what is wrong if events were removed from the end; {@code added} is the number of the last that was ever added. */
    @Nullable String end(long added) {
        return added == seq ? null : "events after line " + line + " were removed or added";
    }

    /** Returns the line of the event that was taken last. */
    long line() {
        return line;
    }

    /** Returns the error of an event that is not the job's; {@code consequence} says what was not done because of it. */
    ErasureException forged(String problem, String consequence) {
        return new ErasureException(
                Reason.EVENT_FORGED,
                "line " + line + " of the receipts, which no seal covers yet, cannot be trusted: " + problem + "; "
                        + consequence);
    }
}
