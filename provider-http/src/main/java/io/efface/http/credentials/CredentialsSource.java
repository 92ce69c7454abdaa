package io.efface.http.credentials;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The source of an account's credentials: it is asked before every request. An application implements it for keys that its own code
 * obtains, such as those of a machine's role or of a secret store. Thread-safe.
 *
 * @param <C> a vendor's credentials, immutable and with {@code equals}
 */
@FunctionalInterface
public interface CredentialsSource<C> {
    /**
     * Returns the credentials to sign the next request with. It is called once for every request, before anything is sent, on a thread of
     * the HTTP client while the caller waits. A source that is slow should be wrapped by {@link #refreshing(CredentialsFetcher)}.
     *
     * @return id, secret and token of one issue; never null
     * @throws RuntimeException if there are none now. The call then fails with effect {@code NONE}: as {@code UNAVAILABLE} if an
     *     {@link java.io.IOException} or {@link java.util.concurrent.TimeoutException} is the exception's cause, which layers repeat, else
     *     as {@code UNAUTHENTICATED}, which they do not; a {@link io.efface.FaceException} keeps its kind, advice and detail. The message
     *     of other exceptions is dropped
     */
    C credentials();

    /**
     * Notes that the vendor rejected these credentials as expired or unknown. A source that caches them drops them, so that the next
     * {@link #credentials()} fetches new ones.
     *
     * @param rejected what {@link #credentials()} returned for the rejected request
     * @return whether the next {@link #credentials()} may return others, so that one repeat makes sense; true unless overridden
     */
    default boolean refused(C rejected) {
        return true;
    }

    /** Returns the present credentials if reading them needs neither a request nor a wait; empty unless overridden. */
    default Optional<C> present() {
        return Optional.empty();
    }

    /** Returns a source of credentials that never change. */
    static <C> CredentialsSource<C> fixed(C credentials) {
        return new SuppliedCredentials<>(credentials);
    }

    /**
     * Returns a source over an object that renews itself, such as the getters of a vendor's own library: it is read until two
     * readings in a row are equal, so that the key of one issue never comes with the token of another.
     *
     * @param reading reads every part anew
     */
    static <C> CredentialsSource<C> reading(Supplier<C> reading) {
        Objects.requireNonNull(reading, "reading");
        return () -> SuppliedCredentials.stable(reading);
    }

    /** Returns a source that keeps temporary credentials and renews them as {@link RefreshPolicy#defaults()} says. */
    static <C> CredentialsSource<C> refreshing(CredentialsFetcher<C> fetch) {
        return refreshing(fetch, RefreshPolicy.defaults());
    }

    /**
     * Returns a source that keeps temporary credentials and renews them before they end: while they are valid no request waits; if there
     * are none, one request fetches them and the others wait for it.
     *
     * @param fetch fetches new credentials
     * @param plan when they are renewed
     */
    static <C> CredentialsSource<C> refreshing(CredentialsFetcher<C> fetch, RefreshPolicy plan) {
        return new RefreshingCredentials<>(fetch, plan);
    }

    /** A source under another type, such as the one that a vendor's accounts look for. */
    interface Delegating<C> extends CredentialsSource<C> {
        /** Returns the source that does the work. */
        CredentialsSource<C> source();

        @Override
        default C credentials() {
            return source().credentials();
        }

        @Override
        default boolean refused(C rejected) {
            return source().refused(rejected);
        }
    }
}
