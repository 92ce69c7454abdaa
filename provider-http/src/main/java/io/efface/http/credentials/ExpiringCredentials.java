package io.efface.http.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Temporary credentials and their expiry. Immutable if the credentials are immutable; {@code toString} does not show the credentials.
 *
 * @param credentials id, key and token that were issued together
 * @param expiresAt time from which the vendor rejects the credentials, as the vendor reported it; {@link Instant#MAX} for credentials that
 *     do not expire
 * @param <C> type of the provider's credentials
 */
public record ExpiringCredentials<C>(C credentials, Instant expiresAt) {
    /** Rejects null. */
    public ExpiringCredentials {
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** Returns the remaining lifetime at a given time; negative if the credentials have expired. */
    Duration lifeFrom(Instant moment) {
        return Duration.between(moment, expiresAt);
    }

    @Override
    public String toString() {
        return "ExpiringCredentials[credentials <redacted>, expiresAt=" + expiresAt + "]";
    }
}
