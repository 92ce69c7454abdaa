package io.efface.http.credentials;

/**
 * Fetches temporary credentials, for example from the vendor's security token service, from the role of a machine, or from a secret store.
 *
 * @param <C> type of the provider's credentials
 */
@FunctionalInterface
public interface CredentialsFetcher<C> {
    /**
     * Returns new credentials and their expiry. This method is called by one thread at a time: by a background thread while the present
     * credentials are valid, and otherwise by a thread of the HTTP client. The implementation needs its own timeouts, because the thread is
     * not interrupted.
     *
     * @return the new credentials, never null
     * @throws Exception if there are no credentials now. An {@link java.io.IOException} or {@link java.util.concurrent.TimeoutException},
     *     even as a cause of another exception, becomes {@code UNAVAILABLE}, and the fetch is repeated. A {@link io.efface.FaceException}
     *     keeps its kind, advice and detail. Any other exception becomes {@code UNAUTHENTICATED}, and the fetch is not repeated. The
     *     message of an exception is never passed on
     */
    ExpiringCredentials<C> fetch() throws Exception;
}
