package io.efface.rekognition;

import io.efface.http.credentials.AccessKey;
import io.efface.http.credentials.KeyType;
import io.efface.spi.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An access key of an AWS account. A temporary key (STS) has a session token. Immutable and thread-safe.
 *
 * <p>Sources: "Environment variables support" and "Access keys" (docs.aws.amazon.com/sdkref/latest/guide, read 2026-11); AWS's SDK
 * for Python also reads the token from {@code AWS_SECURITY_TOKEN} ({@code EnvProvider} in {@code credentials.py} of github.com/boto/botocore).
 */
public final class AwsCredentials extends AccessKey {
    static final KeyType<AwsCredentials> TYPE = new KeyType<>(
            AwsCredentials::new,
            AwsCredentialsProvider.class,
            new KeyType.Names("access-key-id", "secret-access-key", List.of("session-token")),
            new KeyType.Names(
                    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", List.of("AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")),
            new AwsProfiles(),
            "~/.aws/credentials, ~/.aws/config; 'profile' without a name chooses the profile whose name is in AWS_PROFILE, or"
                    + " else the profile 'default'");

    private AwsCredentials(String id, Secret secret, @Nullable Secret token) {
        super(id, secret, token);
        // "IAM identifiers", unique id prefixes (docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html,
        // read 2026-11).
        if (token == null && id.startsWith("ASIA")) {
            throw new IllegalArgumentException(
                    "the session token is missing; a key whose id begins with ASIA needs one");
        }
    }

    /**
     * Returns a permanent key.
     *
     * @throws IllegalArgumentException if a part is empty or cannot be sent in a header, or if the id is that of a temporary key
     */
    public static AwsCredentials of(String accessKeyId, String secretAccessKey) {
        return of(accessKeyId, secretAccessKey, null);
    }

    /**
     * Returns a temporary key, or a permanent key if there is no token, as AWS's own libraries represent both.
     *
     * @param sessionToken the token of a temporary key; null or empty for a permanent key
     * @throws IllegalArgumentException if a part is empty or cannot be sent in a header, or if the token of a temporary key is missing
     */
    public static AwsCredentials of(String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
        Secret token = sessionToken == null || sessionToken.isEmpty() ? null : new Secret(sessionToken);
        return new AwsCredentials(accessKeyId, new Secret(secretAccessKey), token);
    }
}
