package io.efface.aliyun;

import io.efface.spi.Secret;
import java.util.Objects;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * An access key, with a security token if it is a temporary one (STS). Immutable and thread-safe; {@code toString} shows neither
 * secret nor token, and of the id only a hash.
 *
 * @param accessKeyId the key's public id
 * @param accessKeySecret the key's secret
 * @param securityToken the token of temporary credentials, or null
 */
public record AliyunCredentials(
        String accessKeyId,
        Secret accessKeySecret,
        @Nullable Secret securityToken) {
    static final String TOKEN_MISSING =
            "the security token is missing, which belongs to a key whose id begins with STS.";

    private static final int FINGERPRINT_DIGITS = 12;

    /**
     * Checks that every part can go into a header.
     *
     * @throws NullPointerException if the id or the secret is null
     * @throws IllegalArgumentException if a part is empty or holds anything but visible ASCII characters, such as the line break
     *     of a file, or if the id begins with {@code STS.}, as those of temporary credentials do, and there is no token; the message never
     *     holds the value
     */
    public AliyunCredentials {
        Objects.requireNonNull(accessKeyId, "accessKeyId");
        Objects.requireNonNull(accessKeySecret, "accessKeySecret");
        check(accessKeyId, "the access key id");
        check(accessKeySecret.reveal(), "the access key secret");
        if (securityToken != null) {
            check(securityToken.reveal(), "the security token");
        } else if (isTemporary(accessKeyId)) {
            throw new IllegalArgumentException(TOKEN_MISSING);
        }
    }

    /** Returns whether a key has this id only together with a token ("AssumeRole", the vendor's page of STS, shows {@code STS.}). */
    static boolean isTemporary(String accessKeyId) {
        return accessKeyId.startsWith("STS.");
    }

    /** Returns a permanent key. */
    public static AliyunCredentials of(String accessKeyId, String accessKeySecret) {
        return new AliyunCredentials(accessKeyId, new Secret(accessKeySecret), null);
    }

    /** Returns temporary credentials with their token. */
    public static AliyunCredentials temporary(String accessKeyId, String accessKeySecret, String securityToken) {
        return new AliyunCredentials(accessKeyId, new Secret(accessKeySecret), new Secret(securityToken));
    }

    /**
     * Returns a key as the vendor's own libraries hold it.
     *
     * @param securityToken null or empty for a permanent key
     */
    public static AliyunCredentials of(String accessKeyId, String accessKeySecret, @Nullable String securityToken) {
        return securityToken == null || securityToken.isEmpty()
                ? of(accessKeyId, accessKeySecret)
                : temporary(accessKeyId, accessKeySecret, securityToken);
    }

    /** Returns the first 12 hexadecimal digits of the SHA-256 of the access key id, in UTF-8. It tells keys apart, not who owns
     * them. */
    public String fingerprint() {
        return fingerprint(accessKeyId);
    }

    static String fingerprint(String accessKeyId) {
        return ByteString.encodeUtf8(accessKeyId).sha256().hex().substring(0, FINGERPRINT_DIGITS);
    }

    @Override
    public String toString() {
        return "AliyunCredentials[key " + fingerprint() + ", secret <redacted>"
                + (securityToken == null ? "]" : ", token <redacted>]");
    }

    /** Returns why a text cannot be part of a key, without the text, or null if it can. */
    static @Nullable String problemOf(String value) {
        if (value.isEmpty()) {
            return "is empty";
        }
        return value.chars().allMatch(c -> c > 0x20 && c < 0x7f)
                ? null
                : "holds a space, a line break or another character that no key has";
    }

    private static void check(String value, String what) {
        String problem = problemOf(value);
        if (problem != null) {
            throw new IllegalArgumentException(what + " " + problem);
        }
    }
}
