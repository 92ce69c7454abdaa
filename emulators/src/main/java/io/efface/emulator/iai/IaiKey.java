package io.efface.emulator.iai;

import io.efface.emulator.Digests;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key that the emulated IAI accepts.
 *
 * @param secretId the public id of the key
 * @param secretKey the secret that signs requests
 * @param token the session token that requests with a temporary key must have; null for a permanent key
 * @param expiresAt the time from which the token is rejected
 */
record IaiKey(String secretId, String secretKey, @Nullable String token, Instant expiresAt) {
    IaiKey {
        Objects.requireNonNull(secretId, "secretId");
        Objects.requireNonNull(secretKey, "secretKey");
        if (secretId.isBlank() || secretKey.isEmpty()) {
            throw new IllegalArgumentException("a key needs an id and a secret");
        }
    }

    /** Creates a key that does not expire. */
    IaiKey(String secretId, String secretKey, @Nullable String token) {
        this(secretId, secretKey, token, Instant.MAX);
    }

    /** Returns whether the token of a request is valid for this key. A request with a permanent key must have no token. */
    boolean accepts(@Nullable String sentToken, Instant now) {
        String sent = Objects.requireNonNullElse(sentToken, "");
        return now.isBefore(expiresAt) && Digests.same(Objects.requireNonNullElse(token, ""), sent);
    }

    /** Returns a text without parts of the key. */
    @Override
    public String toString() {
        return "IaiKey[redacted]";
    }
}
