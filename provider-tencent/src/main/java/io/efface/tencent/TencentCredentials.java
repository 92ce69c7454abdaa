package io.efface.tencent;

import io.efface.http.credentials.AccessKey;
import io.efface.http.credentials.KeyType;
import io.efface.spi.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key of a Tencent Cloud account. A temporary key has a token. Immutable and thread-safe. */
public final class TencentCredentials extends AccessKey {
    /**
     * The names of the parts of a key. The token has two environment variables, because the vendor's services and tools use different
     * names.
     */
    static final KeyType<TencentCredentials> TYPE = new KeyType<>(
            TencentCredentials::new,
            TencentCredentialsProvider.class,
            new KeyType.Names("secret-id", "secret-key", List.of("token")),
            new KeyType.Names(
                    "TENCENTCLOUD_SECRET_ID",
                    "TENCENTCLOUD_SECRET_KEY",
                    List.of("TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN")),
            TencentProfiles::find,
            "~/.tencentcloud/credentials, ~/.tccli/NAME.credential");

    private TencentCredentials(String id, Secret secret, @Nullable Secret token) {
        super(id, secret, token);
    }

    /**
     * Returns a permanent key.
     *
     * @throws IllegalArgumentException if a part is empty or cannot be sent in a header
     */
    public static TencentCredentials of(String secretId, String secretKey) {
        return of(secretId, secretKey, null);
    }

    /**
     * Returns a permanent or temporary key.
     *
     * @param token the token of a temporary key; null or empty for a permanent key
     * @throws IllegalArgumentException under the conditions of {@link #of(String, String)}
     */
    public static TencentCredentials of(String secretId, String secretKey, @Nullable String token) {
        Secret temporary = token == null || token.isEmpty() ? null : new Secret(token);
        return new TencentCredentials(secretId, new Secret(secretKey), temporary);
    }
}
