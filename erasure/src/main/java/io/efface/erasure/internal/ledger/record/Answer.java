package io.efface.erasure.internal.ledger.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's last answer for a target. A check of ten million targets has no room for the text of each answer, and keeps a hash of it.
 * Immutable.
 *
 * @param at when it was stored, or null if only the hash is left, or if there is none
 * @param code the vendor's code, or null
 * @param requestId the vendor's id of the request, or null
 * @param hash the hash if only that is left; else 0
 */
public record Answer(
        @Nullable Instant at,
        @Nullable String code,
        @Nullable String requestId,
        long hash) {
    /** There was no answer since the last attempt began. */
    public static final Answer NONE = new Answer(null, null, null, 0);

    /** Returns the answer of which only the hash is left. */
    public static Answer ofHash(long hash) {
        return hash == 0 ? NONE : new Answer(null, null, null, hash);
    }

    public static Answer of(@Nullable Instant at, @Nullable String code, @Nullable String requestId) {
        return new Answer(at, code, requestId, 0);
    }

    /** Returns the first 64 bits of a SHA-256 of time, code and request id, or 0 if there are none; times count in milliseconds. */
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
