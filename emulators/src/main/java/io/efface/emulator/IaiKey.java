package io.efface.emulator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key the emulated IAI accepts.
 *
 * @param secretId who signs
 * @param secretKey what signs
 * @param token the session token a temporary key must come with; null for a permanent key
 */
record IaiKey(String secretId, String secretKey, @Nullable String token) {
    IaiKey {
        Objects.requireNonNull(secretId, "secretId");
        Objects.requireNonNull(secretKey, "secretKey");
        if (secretId.isBlank() || secretKey.isEmpty()) {
            throw new IllegalArgumentException("a key needs an id and a secret");
        }
    }

    /** Whether a request of this key carries the right token: its own, or none for a permanent key. */
    boolean accepts(@Nullable String sentToken) {
        String sent = Objects.requireNonNullElse(sentToken, "");
        return Digests.same(Objects.requireNonNullElse(token, ""), sent);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "IaiKey[redacted]";
    }
}
