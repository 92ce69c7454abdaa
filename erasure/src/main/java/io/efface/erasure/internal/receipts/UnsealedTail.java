package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.keys.EventMac;
import org.jspecify.annotations.Nullable;

/**
 * Checks the events that no seal covers yet, in their order. Their numbers must have no gaps, and each event must have the correct HMAC.
 * For one thread.
 */
final class UnsealedTail {
    private final @Nullable EventMac mac;
    private long seq;
    private long line;

    /**
     * Creates a check of the events after a job's last seal.
     *
     * @param mac the HMAC function of the job, or null to check only that each event has an HMAC
     */
    UnsealedTail(Sealer.LastSeal last, @Nullable EventMac mac) {
        this(last.lastSeq(), last.position(), mac);
    }

    /**
     * Creates a check of the events after the last sealed event.
     *
     * @param lastSeq the sequence number of the last sealed event, or 0
     * @param lastLine the line of the last sealed event in the receipts, or 0
     * @param mac the HMAC function of the job, or null to check only that each event has an HMAC
     */
    UnsealedTail(long lastSeq, long lastLine, @Nullable EventMac mac) {
        this.mac = mac;
        this.seq = lastSeq;
        this.line = lastLine;
    }

    /**
     * Checks the next event.
     *
     * @param bytes the event without its line feed, or null if the stored bytes cannot be an event
     * @return a description of the first problem, or null
     */
    @Nullable String check(long number, byte @Nullable [] bytes, byte @Nullable [] hmac) {
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
                : "the HMAC of this event is wrong: the event was changed, or this job did not write it";
    }

    /**
     * Checks that no event was removed from the end. Call this method after the check of the last event.
     *
     * @param lastAdded the number of the last event that was ever added to the job
     * @return a description of the problem, or null
     */
    @Nullable String checkEnd(long lastAdded) {
        return checkEnd(lastAdded, lastAdded);
    }

    /**
     * Checks that no event was removed from the end, while other processes may add events.
     *
     * @param lastBefore the number of the last event that was added before the check of the events began
     * @param lastAfter the number of the last event that was added before the check of the events ended
     * @return a description of the problem, or null
     */
    @Nullable String checkEnd(long lastBefore, long lastAfter) {
        return lastBefore <= seq && seq <= lastAfter ? null : "events after line " + line + " were removed or added";
    }

    /** Returns the line of the event that was checked last. */
    long line() {
        return line;
    }

    /**
     * Creates the error for a problem that a check has returned.
     *
     * @param consequence the end of the message: what was not done because of the error
     */
    ErasureException forged(String problem, String consequence) {
        return new ErasureException(
                Reason.EVENT_FORGED,
                "line " + line + " of the receipts, which no seal covers yet, cannot be trusted: " + problem + "; "
                        + consequence);
    }
}
