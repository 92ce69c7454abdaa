package io.efface.aliyun;

import io.efface.http.credentials.CredentialsSource;

/**
 * An application's own source of access keys, for accounts with {@code credentials = provider}. The application registers it with
 * {@code FaceRepositories.builder().service(AliyunCredentialsProvider.class, source)}. Thread-safe.
 */
@FunctionalInterface
public interface AliyunCredentialsProvider extends CredentialsSource<AliyunCredentials> {
    /** Converts a source, such as {@link CredentialsSource#refreshing}, to this type. */
    static AliyunCredentialsProvider of(CredentialsSource<AliyunCredentials> source) {
        return new Registered(source);
    }

    /** A source of this type that delegates to another source. */
    record Registered(CredentialsSource<AliyunCredentials> source)
            implements AliyunCredentialsProvider, CredentialsSource.Delegating<AliyunCredentials> {}
}
