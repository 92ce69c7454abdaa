package io.efface.http.credentials;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The source of an account's credentials. The source is called before every request. An application implements this interface for keys that
 * its own code gets, for example from the role of a machine or from a secret store. Thread-safe.
 *
 * @param <C> type of the vendor's credentials, which must be immutable and implement {@code equals}
 */
@FunctionalInterface
public interface CredentialsSource<C> {
    /**
     * Returns the credentials for the next request. This method is called for every request for which {@link #inMemory()} is empty, before
     * anything is sent. A thread of the HTTP client calls this method while the caller waits. A slow source should be wrapped by
     * {@link #refreshing(CredentialsFetcher)}.
     *
     * @return id, secret and token that were issued together; never null
     * @throws RuntimeException if there are no credentials now. The call then fails with effect {@code NONE}. If the cause is an
     *     {@link java.io.IOException} or {@link java.util.concurrent.TimeoutException}, the kind is {@code UNAVAILABLE}, and layers retry
     *     the call. A {@link io.efface.FaceException} keeps its kind, advice and detail. For any other exception, the kind is
     *     {@code UNAUTHENTICATED}, and layers do not retry; its message is left out
     */
    C credentials();

    /**
     * Returns the credentials for the next request if they are in memory and valid. Otherwise returns empty, and {@link #credentials()} is
     * called by a thread of the HTTP client. This method must return at once: it neither waits nor reads a file. Empty by default.
     */
    default Optional<C> inMemory() {
        return Optional.empty();
    }

    /**
     * Reports that the vendor rejected these credentials as expired or unknown. A source that caches these credentials must discard them,
     * so that the next {@link #credentials()} fetches new credentials.
     *
     * @param credentials the credentials with which the rejected request was signed
     * @return whether the next {@link #credentials()} may return other credentials, so that the request should be repeated once; true by
     *     default
     */
    default boolean rejected(C credentials) {
        return true;
    }

    /** Returns the present credentials if they are known without a request and without a wait. Empty by default. */
    default Optional<C> present() {
        return Optional.empty();
    }

    /** Returns a source of credentials that never change. */
    static <C> CredentialsSource<C> fixed(C credentials) {
        return new SuppliedCredentials<>(credentials);
    }

    /**
     * Returns a source that reads an object that renews itself, such as a credentials object of the vendor's own library. The source reads
     * until two readings in a row are equal, so that a key is not combined with the token of another key.
     *
     * @param reading supplier that reads the id, the secret and the token again on each call
     */
    static <C> CredentialsSource<C> reading(Supplier<C> reading) {
        Objects.requireNonNull(reading, "reading");
        return () -> SuppliedCredentials.stable(reading);
    }

    /** Returns a source that keeps temporary credentials and renews them according to {@link RefreshPolicy#defaults()}. */
    static <C> CredentialsSource<C> refreshing(CredentialsFetcher<C> fetch) {
        return refreshing(fetch, RefreshPolicy.defaults());
    }

    /**
     * Returns a source that keeps temporary credentials and renews them before they expire. While the credentials are valid, no request
     * waits. Without valid credentials, one request fetches new credentials and the other requests wait for the result.
     *
     * @param fetch fetcher of new credentials
     * @param plan policy for the renewal
     */
    static <C> CredentialsSource<C> refreshing(CredentialsFetcher<C> fetch, RefreshPolicy plan) {
        return new RefreshingCredentials<>(fetch, plan);
    }

    /**
     * A source that delegates to another source. A provider defines a subtype, and an application registers its source under this subtype.
     */
    interface Delegating<C> extends CredentialsSource<C> {
        /** Returns the source to which this source delegates. */
        CredentialsSource<C> source();

        @Override
        default C credentials() {
            return source().credentials();
        }

        @Override
        default Optional<C> inMemory() {
            return source().inMemory();
        }

        @Override
        default boolean rejected(C credentials) {
            return source().rejected(credentials);
        }
    }
}
