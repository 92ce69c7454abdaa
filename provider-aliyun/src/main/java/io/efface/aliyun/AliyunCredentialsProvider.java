package io.efface.aliyun;

import io.efface.http.credentials.CredentialsSource;

/** The service type of an application's own source of keys, for accounts with {@code credentials = provider}. Thread-safe. */
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
