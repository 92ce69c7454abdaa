package io.efface.aliyun;

/**
 * Where the credentials of each attempt come from, for keys that are fetched or renewed in code. Thread-safe.
 *
 * <p>With {@code credentials = provider}, the object that the application registered for this type is asked.
 */
@FunctionalInterface
public interface AliyunCredentialsProvider {
    /**
     * Returns the credentials to sign the next attempt with. Asked once for every attempt, before anything is sent, in the
     * caller's thread: cache what is slow to get.
     *
     * @return never null
     * @throws RuntimeException if there are none now; the call then fails with kind {@code UNAUTHENTICATED}, origin
     *     {@code LOCAL} and effect {@code NONE}, and the exception's own message is not passed on
     */
    AliyunCredentials credentials();

    /**
     * Hears that the vendor called these credentials expired or no longer known. A source that caches drops them, so that the
     * next {@link #credentials()} fetches new ones. Does nothing unless overridden.
     */
    default void refused(AliyunCredentials refused) {}

    /** Returns whether a later {@link #credentials()} may give others, so that a repeat after an expiry makes sense. */
    default boolean canRenew() {
        return true;
    }

    /** Returns a source that always gives the same credentials and cannot renew them. */
    static AliyunCredentialsProvider fixed(AliyunCredentials credentials) {
        return new FixedCredentials(credentials);
    }
}
