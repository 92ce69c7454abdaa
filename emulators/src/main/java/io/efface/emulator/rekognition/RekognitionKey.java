package io.efface.emulator.rekognition;

import io.efface.emulator.Digests;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key that the emulated Rekognition accepts.
 *
 * @param id the access key id
 * @param secret the secret access key
 * @param token the session token that a temporary key requires; null for a permanent key
 * @param expiresAt the first moment at which the token is no longer accepted
 */
record RekognitionKey(String id, String secret, @Nullable String token, Instant expiresAt) {
    RekognitionKey {
        Objects.requireNonNull(expiresAt, "expiresAt");
        if (id.isBlank() || secret.isEmpty()) {
            throw new IllegalArgumentException("a key needs an id and a secret");
        }
        if (token != null && token.isEmpty()) {
            throw new IllegalArgumentException("a temporary key needs a token");
        }
    }

    /** Returns whether the token of a request is this key's token. For a permanent key, the request must have no token. */
    boolean hasToken(@Nullable String sent) {
        return Digests.same(Objects.requireNonNullElse(token, ""), Objects.requireNonNullElse(sent, ""));
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Returns a text without any part of the key. */
    @Override
    public String toString() {
        return "RekognitionKey[redacted]";
    }
}
