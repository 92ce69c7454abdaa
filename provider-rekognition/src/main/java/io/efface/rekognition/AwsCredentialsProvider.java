package io.efface.rekognition;

import io.efface.http.credentials.CredentialsSource;

/**
 * An application's own source of access keys, for accounts with {@code credentials = provider}. The application registers it with
 * {@code FaceRepositories.builder().service(AwsCredentialsProvider.class, source)}. Thread-safe.
 */
@FunctionalInterface
public interface AwsCredentialsProvider extends CredentialsSource<AwsCredentials> {
    /** Returns a source, such as {@link CredentialsSource#refreshing}, as an object of this type. */
    static AwsCredentialsProvider of(CredentialsSource<AwsCredentials> source) {
        return new Registered(source);
    }

    /** Wraps a source as an object of this type. */
    record Registered(CredentialsSource<AwsCredentials> source)
            implements AwsCredentialsProvider, CredentialsSource.Delegating<AwsCredentials> {}
}
