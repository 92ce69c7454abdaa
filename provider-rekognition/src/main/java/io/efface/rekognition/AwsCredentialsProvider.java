package io.efface.rekognition;

import io.efface.http.credentials.CredentialsSource;

/**
 * The type under which an application registers its own source of keys for accounts with {@code credentials = provider}. Thread-safe.
 */
@FunctionalInterface
public interface AwsCredentialsProvider extends CredentialsSource<AwsCredentials> {
    /** Returns a source such as {@link CredentialsSource#refreshing} under this type. */
    static AwsCredentialsProvider of(CredentialsSource<AwsCredentials> source) {
        return new Registered(source);
    }

    /** A source under this type. */
    record Registered(CredentialsSource<AwsCredentials> source)
            implements AwsCredentialsProvider, CredentialsSource.Delegating<AwsCredentials> {}
}
