package io.efface.aliyun;

import io.efface.http.CredentialsFetch;
import io.efface.http.RefreshPlan;

/**
 * Where the credentials of each attempt come from, for keys that are fetched or renewed in code. Thread-safe.
 *
 * <p>With {@code credentials = provider}, the object that the application registered for this type is asked.
 */
@FunctionalInterface
public interface AliyunCredentialsProvider {
    /**
     * Returns the credentials to sign the next attempt with. Asked once for every attempt, before anything is sent, on a thread of
     * the HTTP client while the caller waits: cache what is slow to get, or let {@link #refreshing(CredentialsFetch)} do it.
     *
     * @return id, secret and token of one issue; never null
     * @throws RuntimeException if there are none now. The call then fails with effect {@code NONE}. As {@code UNAVAILABLE} if an
     *     {@link java.io.IOException} is behind it, which layers repeat, else as {@code UNAUTHENTICATED}, which they do not; for a
     *     {@link io.efface.FaceException} with its kind, advice and detail. The exception's own message is not passed on
     */
    AliyunCredentials credentials();

    /**
     * Hears that the vendor called these credentials expired or no longer known. A source that caches drops them, so that the
     * next {@link #credentials()} fetches new ones.
     *
     * @param refused what {@link #credentials()} returned for the refused request
     * @return whether the next {@link #credentials()} may be others, so that one repeat makes sense; true unless overridden
     */
    default boolean refused(AliyunCredentials refused) {
        return true;
    }

    /** Returns a source that always gives the same credentials. */
    static AliyunCredentialsProvider fixed(AliyunCredentials credentials) {
        return new FixedCredentials(credentials);
    }

    /**
     * Returns a source that keeps temporary credentials and renews them before they end, as {@link RefreshPlan#defaults()} says.
     *
     * @param fetch gets new ones
     */
    static AliyunCredentialsProvider refreshing(CredentialsFetch<AliyunCredentials> fetch) {
        return refreshing(fetch, RefreshPlan.defaults());
    }

    /**
     * Returns a source that keeps temporary credentials and renews them before they end: while they are valid no
     * request waits; if there are none, one fetches and the others wait for it. See {@link io.efface.http.RefreshingCredentials}.
     *
     * @param fetch gets new ones
     * @param plan when
     */
    static AliyunCredentialsProvider refreshing(CredentialsFetch<AliyunCredentials> fetch, RefreshPlan plan) {
        return new RefreshedCredentials(fetch, plan);
    }
}
