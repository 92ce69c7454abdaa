package io.efface.erasure.internal.receipts;

import io.efface.erasure.keys.EventMac;
import io.efface.erasure.keys.MacKey;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A sequential reader of the events and seals of one job. For one thread. */
interface ReceiptsSource extends AutoCloseable {
    /** Returns the next event in the order of writing, or null after the last event. */
    @Nullable Line nextEvent() throws IOException;

    /** Returns the next seal in the order of writing, or null after the last seal. */
    @Nullable Signed nextSeal() throws IOException;

    /**
     * Returns the fingerprint of the HMAC key from the stored fingerprints of the job. Returns null if the job has no HMAC key, or if this
     * source does not store fingerprints.
     */
    @Nullable String macFingerprint();

    /** Returns the HMAC function for the events of this job, or null if this source does not store HMACs. */
    @Nullable EventMac mac(MacKey key);

    /** Returns the number of the last event that was ever added, or empty if this source does not store that number. */
    OptionalLong lastEvent();

    /**
     * Returns whether a seal names the ledger and the job of this source. If the source does not store the ledger and the job, the result
     * is true.
     */
    boolean isForThisJob(Seal seal);

    @Override
    void close() throws IOException;

    /**
     * An event.
     *
     * @param bytes the line with its line feed, which the last line of a file may lack; null if the stored bytes cannot be an event
     * @param seq the event's number in this source
     * @param position the stored position among the sealed events; 0 if no seal covers the event; null if this source stores no positions
     * @param hmac the stored HMAC, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
    record Line(byte @Nullable [] bytes, long seq, @Nullable Long position, byte @Nullable [] hmac) {}

    /**
     * A seal.
     *
     * @param bytes the line without its line feed
     * @param signature the signature of {@code bytes}, or null if there is none
     * @param columns the columns that the source stores beside the seal
     */
    @SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
    record Signed(byte[] bytes, byte @Nullable [] signature, SealColumns columns) {}

    /** The columns that a source stores beside a seal. */
    interface SealColumns {
        /** Returns whether the columns have the same values as the seal. */
        boolean agreeWith(Seal seal);
    }
}
