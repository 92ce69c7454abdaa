package io.efface.aliyun;

import io.efface.http.credentials.AccessKey;
import io.efface.http.credentials.KeyType;
import io.efface.spi.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An access key of an Alibaba Cloud account. A temporary key (STS) has a security token. Immutable and thread-safe. */
public final class AliyunCredentials extends AccessKey {
    /**
     * The names of the parts of a key. The environment variables are those of the vendor's own tools ("Default credential chain" of
     * credentials-java 1.0.3).
     */
    static final KeyType<AliyunCredentials> TYPE = new KeyType<>(
            AliyunCredentials::new,
            AliyunCredentialsProvider.class,
            new KeyType.Names("access-key-id", "access-key-secret", List.of("security-token")),
            new KeyType.Names(
                    "ALIBABA_CLOUD_ACCESS_KEY_ID",
                    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                    List.of("ALIBABA_CLOUD_SECURITY_TOKEN")),
            AliyunProfiles::find,
            "the vendor's files in the home folder");

    private AliyunCredentials(String id, Secret secret, @Nullable Secret token) {
        super(id, secret, token);
        // On the page "AssumeRole" of STS, the ids of temporary keys begin with "STS.".
        if (token == null && id.startsWith("STS.")) {
            throw new IllegalArgumentException(
                    "the security token is missing; a key whose id begins with STS. requires one");
        }
    }

    /**
     * Returns a permanent key.
     *
     * @throws IllegalArgumentException if a part is empty or cannot be sent in a header, or if the id belongs to a temporary key
     */
    public static AliyunCredentials of(String accessKeyId, String accessKeySecret) {
        return new AliyunCredentials(accessKeyId, new Secret(accessKeySecret), null);
    }

    /**
     * Returns a permanent or temporary key.
     *
     * @param securityToken the token of a temporary key; null or empty for a permanent key
     * @throws IllegalArgumentException under the conditions of {@link #of(String, String)}
     */
    public static AliyunCredentials of(String accessKeyId, String accessKeySecret, @Nullable String securityToken) {
        Secret token = securityToken == null || securityToken.isEmpty() ? null : new Secret(securityToken);
        return new AliyunCredentials(accessKeyId, new Secret(accessKeySecret), token);
    }
}
