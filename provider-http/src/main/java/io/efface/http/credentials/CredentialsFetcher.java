package io.efface.http.credentials;

/**
 * Gets temporary credentials: from the vendor's security token service, a machine's role, a secret store.
 *
 * @param <C> a provider's credentials
 */
@FunctionalInterface
public interface CredentialsFetcher<C> {
    /**
     * Returns new credentials with their end. Called by one thread at a time: on a thread of its own while the present ones are
     * valid, else on one of the HTTP client's. Set timeouts, for it is not interrupted.
     *
     * @return never null
     * @throws Exception if there are none now. An {@link java.io.IOException} or {@link java.util.concurrent.TimeoutException}, also
     *     as a cause, counts as {@code UNAVAILABLE} and is asked again, a {@link io.efface.FaceException} as the kind and advice it
     *     has, anything else as {@code UNAUTHENTICATED}, which is not. Of the exception only its class is passed on, of a
     *     {@code FaceException} also its detail
     */
    ExpiringCredentials<C> fetch() throws Exception;
}
