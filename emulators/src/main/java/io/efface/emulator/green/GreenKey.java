package io.efface.emulator.green;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access key of the emulator.
 *
 * @param token the STS token that a request must have, or null for a permanent key
 * @param expiresAt expiry of the token, or null for never
 */
record GreenKey(
        String id,
        String secret,
        @Nullable String token,
        @Nullable Instant expiresAt,
        boolean active) {

    byte[] secretBytes() {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "GreenKey[<redacted>]";
    }
}
