package io.efface.http;

/**
 * Gets temporary credentials: from the vendor's security token service, a machine's role, a secret store.
 *
 * @param <C> a provider's credentials
 */
@FunctionalInterface
public interface CredentialsFetch<C> {
    /**
     * Returns new credentials with their end. Called by one thread at a time, on a thread of the HTTP client; set timeouts, for it
     * is not interrupted.
     *
     * @return never null
     * @throws Exception if there are none now. An {@link java.io.IOException} or {@link java.util.concurrent.TimeoutException}, also
     *     as a cause, counts as {@code UNAVAILABLE}, a {@link io.efface.FaceException} as the kind it has, anything else as
     *     {@code UNAUTHENTICATED}. Of the exception only its class is passed on, of a {@code FaceException} also its detail
     */
    Expiring<C> fetch() throws Exception;
}
