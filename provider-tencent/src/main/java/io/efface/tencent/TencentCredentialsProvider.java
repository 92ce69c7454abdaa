package io.efface.tencent;

import io.efface.http.credentials.CredentialsSource;

/**
 * An application's own source of access keys, for accounts with {@code credentials = provider}. The application registers it with
 * {@code FaceRepositories.builder().service(TencentCredentialsProvider.class, source)}. Thread-safe.
 */
@FunctionalInterface
public interface TencentCredentialsProvider extends CredentialsSource<TencentCredentials> {
    /** Converts a source, such as {@link CredentialsSource#refreshing}, to this type. */
    static TencentCredentialsProvider of(CredentialsSource<TencentCredentials> source) {
        return new Registered(source);
    }

    /** A source of this type that delegates to another source. */
    record Registered(CredentialsSource<TencentCredentials> source)
            implements TencentCredentialsProvider, CredentialsSource.Delegating<TencentCredentials> {}
}
