package io.efface.emulator.green;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One access key the emulator knows.
 *
 * @param token the STS token that must come with it, or null for a lasting key
 * @param expiresAt when the token ends, or null for never
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
