package io.efface.emulator.iai;

import io.efface.emulator.Digests;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key the emulated IAI accepts.
 *
 * @param secretId who signs
 * @param secretKey what signs
 * @param token the session token a temporary key must come with; null for a permanent key
 * @param expiresAt the first moment at which the token is no longer accepted
 */
record IaiKey(String secretId, String secretKey, @Nullable String token, Instant expiresAt) {
    IaiKey {
        Objects.requireNonNull(secretId, "secretId");
        Objects.requireNonNull(secretKey, "secretKey");
        if (secretId.isBlank() || secretKey.isEmpty()) {
            throw new IllegalArgumentException("a key needs an id and a secret");
        }
    }

    /** A key that does not expire. */
    IaiKey(String secretId, String secretKey, @Nullable String token) {
        this(secretId, secretKey, token, Instant.MAX);
    }

    /** Whether a request of this key carries the right token, still valid: its own, or none for a permanent key. */
    boolean accepts(@Nullable String sentToken, Instant now) {
        String sent = Objects.requireNonNullElse(sentToken, "");
        return now.isBefore(expiresAt) && Digests.same(Objects.requireNonNullElse(token, ""), sent);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "IaiKey[redacted]";
    }
}
