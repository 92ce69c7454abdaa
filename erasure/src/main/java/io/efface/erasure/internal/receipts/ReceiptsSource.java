package io.efface.erasure.internal.receipts;

import io.efface.erasure.keys.EventMac;
import io.efface.erasure.keys.MacKey;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where a job's receipts are read from, one after the other; for one thread. */
interface ReceiptsSource extends AutoCloseable {
    /** Returns the next event in its order, or null after the last. */
    @Nullable Line nextEvent() throws IOException;

    /** Returns the next seal in its order, or null after the last. */
    @Nullable Signed nextSeal() throws IOException;

    /** Returns the fingerprint of the key that authenticates events even if no seal names it, or null. */
    @Nullable String macFingerprint();

    /** Returns what authenticates the events of this job, or null if this source does not store HMACs. */
    @Nullable EventMac mac(MacKey key);

    /** Returns the number of the last event that was ever added, or empty if this source does not store it. */
    OptionalLong lastEvent();

    /** Returns whether seals of this ledger and job belong here. */
    boolean isOf(Seal seal);

    @Override
    void close() throws IOException;

    /**
     * An event.
     *
     * @param bytes with the line's end, if it has one; null if no event can be like this
     * @param seq its number in this source
     * @param position what is stored of its place: null if this source stores none, 0 if it has none yet
     * @param hmac what is stored to authenticate it, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
    record Line(byte @Nullable [] bytes, long seq, @Nullable Long position, byte @Nullable [] hmac) {}

    /**
     * A seal.
     *
     * @param bytes without the line's end
     * @param signature over them, or null if there is none
     * @param agrees whether what is stored beside the seal says the same
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
    record Signed(byte[] bytes, byte @Nullable [] signature, SealColumns agrees) {}

    /** Checks what is stored beside a seal against it. */
    interface SealColumns {
        boolean with(Seal seal);
    }
}
