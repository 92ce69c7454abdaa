package io.efface.tencent;

import io.efface.http.Digests;
import io.efface.spi.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key of a Tencent Cloud account, with the token that belongs to it if the key is temporary. One snapshot: id, key and token
 * are always of one issue. Immutable and thread-safe; {@code toString} shows none of the three.
 *
 * @param secretId public id of the key
 * @param secretKey what requests are signed with; never sent
 * @param token sent beside a temporary key; null for a permanent one
 */
public record TencentCredentials(
        String secretId, Secret secretKey, @Nullable Secret token) {
    private static final int FINGERPRINT_LENGTH = 12;

    /**
     * Checks that every part can be sent as it is.
     *
     * @throws NullPointerException if {@code secretId} or {@code secretKey} is null
     * @throws IllegalArgumentException if a part is empty or holds a space, a control character or anything but ASCII; the message
     *     never holds the part
     */
    public TencentCredentials {
        Objects.requireNonNull(secretId, "secretId");
        Objects.requireNonNull(secretKey, "secretKey");
        requireVisible("secret id", secretId);
        requireVisible("secret key", secretKey.reveal());
        if (token != null) {
            requireVisible("token", token.reveal());
        }
    }

    /**
     * Returns a permanent key.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static TencentCredentials of(String secretId, String secretKey) {
        return new TencentCredentials(secretId, new Secret(secretKey), null);
    }

    /**
     * Returns a temporary key with its token.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static TencentCredentials temporary(String secretId, String secretKey, String token) {
        return new TencentCredentials(secretId, new Secret(secretKey), new Secret(token));
    }

    /**
     * Returns a key as the vendor's own libraries hold it.
     *
     * @param token null or empty for a permanent key
     * @throws IllegalArgumentException as the constructor does
     */
    public static TencentCredentials of(String secretId, String secretKey, @Nullable String token) {
        return token == null || token.isEmpty() ? of(secretId, secretKey) : temporary(secretId, secretKey, token);
    }

    /** Returns twelve hexadecimal digits of the SHA-256 of the secret id: tells keys apart without showing them. */
    public String fingerprint() {
        return Digests.sha256Hex(secretId).substring(0, FINGERPRINT_LENGTH);
    }

    @Override
    public String toString() {
        return "TencentCredentials[fingerprint=" + fingerprint() + ", temporary=" + (token != null) + "]";
    }

    private static void requireVisible(String what, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the " + what + " is empty");
        }
        // Header values; a stray space is the most frequent reason for AuthFailure.SecretIdNotFound.
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "the " + what + " holds a space, a control character or a character outside ASCII");
        }
    }
}
