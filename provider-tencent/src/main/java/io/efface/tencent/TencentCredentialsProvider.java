package io.efface.tencent;

import io.efface.http.CredentialsFetch;
import io.efface.http.RefreshPlan;
import io.efface.http.SigningKeys;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an application's own credentials come from: a role of the machine, a secret store, a refresh job. Given to the provider
 * in code under this type, and used by accounts with {@code credentials = provider}. Thread-safe.
 */
@FunctionalInterface
public interface TencentCredentialsProvider {
    /**
     * Returns the credentials to sign the next request with. Asked once for every request, before anything is sent, on a thread of
     * the HTTP client while the caller waits: cache what is slow to get, or let {@link #refreshing(CredentialsFetch)} do it.
     *
     * @return id, key and token of one issue; never null
     * @throws RuntimeException if there are none now. The call then fails with effect {@code NONE}. As {@code UNAVAILABLE} if an
     *     {@link java.io.IOException} is behind it, which layers repeat, else as {@code UNAUTHENTICATED}, which they do not; for a
     *     {@link io.efface.FaceException} with its kind, advice and detail. The exception's own message is not passed on
     */
    TencentCredentials credentials();

    /**
     * Hears that the vendor refused the token of these credentials. A source that caches drops them, so that the next
     * {@link #credentials()} fetches new ones.
     *
     * @param refused what {@link #credentials()} returned for the refused request
     * @return whether the next {@link #credentials()} may be others, so that one repeat makes sense; true unless overridden
     */
    default boolean refused(TencentCredentials refused) {
        return true;
    }

    /** Returns a source that always gives the same credentials. */
    static TencentCredentialsProvider fixed(TencentCredentials credentials) {
        return new FixedCredentials(credentials);
    }

    /**
     * Returns a source over the getters of an object that renews itself between any two of them, as the vendor's own credentials
     * do: all are read until two readings in a row are equal, so that one issue's key never goes with another's token.
     *
     * @param token gives null or an empty text for a permanent key
     */
    static TencentCredentialsProvider reading(
            Supplier<String> secretId, Supplier<String> secretKey, Supplier<@Nullable String> token) {
        return () -> SigningKeys.settled(() -> TencentCredentials.of(secretId.get(), secretKey.get(), token.get()));
    }

    /**
     * Returns a source that keeps temporary credentials and renews them before they end, as {@link RefreshPlan#defaults()} says.
     *
     * @param fetch gets new ones
     */
    static TencentCredentialsProvider refreshing(CredentialsFetch<TencentCredentials> fetch) {
        return refreshing(fetch, RefreshPlan.defaults());
    }

    /**
     * Returns a source that keeps temporary credentials and renews them before they end: while they are valid no
     * request waits; if there are none, one fetches and the others wait for it. See {@link io.efface.http.RefreshingCredentials}.
     *
     * @param fetch gets new ones
     * @param plan when
     */
    static TencentCredentialsProvider refreshing(CredentialsFetch<TencentCredentials> fetch, RefreshPlan plan) {
        return new RefreshedCredentials(fetch, plan);
    }
}
