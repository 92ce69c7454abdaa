package io.efface.http.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Temporary credentials and when they end. Immutable if the credentials are; {@code toString} does not show them.
 *
 * @param credentials id, key and token of one issue
 * @param expiresAt when the vendor stops accepting them, by the vendor's word; {@link Instant#MAX} for never
 * @param <C> a provider's credentials
 */
public record ExpiringCredentials<C>(C credentials, Instant expiresAt) {
    /** Checks that nothing is null. */
    public ExpiringCredentials {
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** Returns how long they last from a moment on; negative if they ended before. */
    Duration lifeFrom(Instant moment) {
        return Duration.between(moment, expiresAt);
    }

    @Override
    public String toString() {
        return "ExpiringCredentials[credentials <redacted>, expiresAt=" + expiresAt + "]";
    }
}
