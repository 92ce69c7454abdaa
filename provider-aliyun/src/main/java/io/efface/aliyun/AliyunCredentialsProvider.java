package io.efface.aliyun;

import io.efface.http.credentials.CredentialsSource;

/**
 * The type under which an application registers its own source of keys for accounts with {@code credentials = provider}. Thread-safe.
 */
@FunctionalInterface
public interface AliyunCredentialsProvider extends CredentialsSource<AliyunCredentials> {
    /** Returns a source such as {@link CredentialsSource#refreshing} under this type. */
    static AliyunCredentialsProvider of(CredentialsSource<AliyunCredentials> source) {
        return new Registered(source);
    }

    /** A source under this type. */
    record Registered(CredentialsSource<AliyunCredentials> source)
            implements AliyunCredentialsProvider, CredentialsSource.Delegating<AliyunCredentials> {}
}
