package io.efface.tencent;

/**
 * Where an application's own credentials come from: a role of the machine, a secret store, a refresh job. Given to the provider
 * in code under this type, and used by accounts with {@code credentials = provider}. Thread-safe.
 */
@FunctionalInterface
public interface TencentCredentialsProvider {
    /**
     * Returns the credentials to sign the next request with. Asked once for every request, in the thread that sends it, so an
     * implementation keeps them until shortly before they expire.
     *
     * @return id, key and token of one issue; never null
     */
    TencentCredentials credentials();

    /**
     * Learns that the vendor refused the token of these credentials.
     *
     * @param refused what {@link #credentials()} returned for the refused request
     * @return whether the next {@link #credentials()} may be others, so that one repeat makes sense
     */
    default boolean refused(TencentCredentials refused) {
        return true;
    }
}
