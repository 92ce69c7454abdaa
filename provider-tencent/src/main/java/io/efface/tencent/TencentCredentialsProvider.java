package io.efface.tencent;

import io.efface.http.credentials.CredentialsSource;

/**
 * The type under which an application registers its own source of keys for accounts with {@code credentials = provider}. Thread-safe.
 */
@FunctionalInterface
public interface TencentCredentialsProvider extends CredentialsSource<TencentCredentials> {
    /** Returns a source such as {@link CredentialsSource#refreshing} under this type. */
    static TencentCredentialsProvider of(CredentialsSource<TencentCredentials> source) {
        return new Registered(source);
    }

    /** A source under this type. */
    record Registered(CredentialsSource<TencentCredentials> source)
            implements TencentCredentialsProvider, CredentialsSource.Delegating<TencentCredentials> {}
}
