package io.efface.erasure.internal.ledger.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's last response about a target. A check of ten million targets cannot keep the text of each response in memory, so an instance
 * may consist of a hash alone. Immutable.
 *
 * @param at the time at which the response was stored, or null
 * @param code the vendor's code, or null
 * @param requestId the vendor's id of the request, or null
 * @param hash the hash of the response if the other components are null; otherwise 0
 */
public record Answer(
        @Nullable Instant at,
        @Nullable String code,
        @Nullable String requestId,
        long hash) {
    /** No response: the vendor has not responded since the last attempt began. */
    public static final Answer NONE = new Answer(null, null, null, 0);

    /** Returns an instance that consists of a hash alone, or {@link #NONE} if the hash is 0. */
    public static Answer ofHash(long hash) {
        return hash == 0 ? NONE : new Answer(null, null, null, hash);
    }

    public static Answer of(@Nullable Instant at, @Nullable String code, @Nullable String requestId) {
        return new Answer(at, code, requestId, 0);
    }

    /**
     * Returns the first 64 bits of the SHA-256 of time, code and request id, or 0 for {@link #NONE}. The time is cut to whole milliseconds.
     */
    public long hash(MessageDigest sha256) {
        if (at == null && code == null && requestId == null) {
            return hash;
        }
        String text = (at == null ? "-" : at.toEpochMilli()) + " "
                + (code == null ? "-" : code.getBytes(StandardCharsets.UTF_8).length + ":" + code) + " "
                + (requestId == null ? "-" : "=" + requestId);
        return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
