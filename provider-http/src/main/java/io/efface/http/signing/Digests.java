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
    // A copy of a prototype costs half as much as an object from the security providers. The prototypes never change.
    private static final MessageDigest SHA_256 = digest("SHA-256");
    private static final MessageDigest MD5 = digest("MD5");
    private static final Mac HMAC_SHA_256 = mac("HmacSHA256");
    private static final Mac HMAC_SHA_1 = mac("HmacSHA1");

    private Digests() {}

    /** Returns the SHA-256 hash in lower-case hexadecimal, 64 characters. */
    public static String sha256Hex(byte[] data) {
        return hex(hash(SHA_256, data));
    }

    /** Returns the SHA-256 hash of the text's UTF-8 bytes in lower-case hexadecimal, 64 characters. */
    public static String sha256Hex(String text) {
        return sha256Hex(utf8(text));
    }

    /** Returns the MD5 hash in Base64, for the {@code Content-MD5} header. MD5 detects accidental changes only. */
    public static String md5Base64(byte[] data) {
        return base64(hash(MD5, data));
    }

    /**
     * Returns HMAC-SHA256.
     *
     * @param key the key, not empty
     */
    public static byte[] hmacSha256(byte[] key, byte[] data) {
        return hmac(HMAC_SHA_256, key, data);
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
        return hmac(HMAC_SHA_1, key, data);
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

    private static byte[] hash(MessageDigest prototype, byte[] data) {
        try {
            return ((MessageDigest) prototype.clone()).digest(data);
        } catch (CloneNotSupportedException e) {
            return digest(prototype.getAlgorithm()).digest(data);
        }
    }

    private static byte[] hmac(Mac prototype, byte[] key, byte[] data) {
        if (key.length == 0) {
            throw new IllegalArgumentException("the key is empty");
        }
        try {
            Mac mac = copy(prototype);
            mac.init(new SecretKeySpec(key, prototype.getAlgorithm()));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every key is a key of " + prototype.getAlgorithm(), e);
        }
    }

    private static Mac copy(Mac prototype) {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            return mac(prototype.getAlgorithm());
        }
    }
}
