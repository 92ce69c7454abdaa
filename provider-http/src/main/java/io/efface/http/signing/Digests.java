package io.efface.http.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hash functions and encodings for request signatures. Stateless and thread-safe. */
public final class Digests {
    // A new object for each hash would allocate more memory than the rest of a signature.
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(() -> digest("SHA-256"));
    private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(() -> digest("MD5"));
    private static final ThreadLocal<Mac> HMAC_SHA_256 = ThreadLocal.withInitial(() -> mac("HmacSHA256"));
    private static final ThreadLocal<Mac> HMAC_SHA_1 = ThreadLocal.withInitial(() -> mac("HmacSHA1"));

    private Digests() {}

    /** Returns the SHA-256 hash in lower-case hexadecimal, 64 characters. */
    public static String sha256Hex(byte[] data) {
        return hex(SHA_256.get().digest(data));
    }

    /** Returns the SHA-256 hash of the text's UTF-8 bytes in lower-case hexadecimal, 64 characters. */
    public static String sha256Hex(String text) {
        return sha256Hex(utf8(text));
    }

    /** Returns the MD5 hash in Base64, for the {@code Content-MD5} header. MD5 detects accidental changes only. */
    public static String md5Base64(byte[] data) {
        return base64(MD5.get().digest(data));
    }

    /**
     * Returns HMAC-SHA256.
     *
     * @param key the key, not empty
     */
    public static byte[] hmacSha256(byte[] key, byte[] data) {
        return hmac(HMAC_SHA_256.get(), key, data);
    }

    /** Returns HMAC-SHA256 of the text's UTF-8 bytes. */
    public static byte[] hmacSha256(byte[] key, String text) {
        return hmacSha256(key, utf8(text));
    }

    /**
     * Returns HMAC-SHA1.
     *
     * @param key the key, not empty
     */
    public static byte[] hmacSha1(byte[] key, byte[] data) {
        return hmac(HMAC_SHA_1.get(), key, data);
    }

    /** Returns HMAC-SHA1 of the text's UTF-8 bytes. */
    public static byte[] hmacSha1(byte[] key, String text) {
        return hmacSha1(key, utf8(text));
    }

    /** Returns lower-case hexadecimal. */
    public static String hex(byte[] data) {
        return HexFormat.of().formatHex(data);
    }

    /** Returns Base64 with padding, in one line. */
    public static String base64(byte[] data) {
        return Base64.getEncoder().encodeToString(data);
    }

    /** Returns the text's UTF-8 bytes. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is part of every Java platform", e);
        }
    }

    private static Mac mac(String algorithm) {
        try {
            return Mac.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is part of every Java platform", e);
        }
    }

    private static byte[] hmac(Mac mac, byte[] key, byte[] data) {
        if (key.length == 0) {
            throw new IllegalArgumentException("the key is empty");
        }
        try {
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every key is a key of " + mac.getAlgorithm(), e);
        }
    }
}
