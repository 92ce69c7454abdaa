package io.efface.emulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes, keyed hashes and their comparison. */
public final class Digests {

    private Digests() {}

    /** Returns the SHA-256 of bytes. */
    public static byte[] sha256(byte[] data) {
        return hash("SHA-256", data);
    }

    /** Returns the SHA-256 of bytes in lower-case hex. */
    public static String sha256Hex(byte[] data) {
        return hex(sha256(data));
    }

    /** Returns the SHA-256 of a text in UTF-8, in lower-case hex. */
    public static String sha256Hex(String text) {
        return sha256Hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the MD5 of bytes. */
    public static byte[] md5(byte[] data) {
        return hash("MD5", data);
    }

    /** Returns the HMAC-SHA-1 of a text in UTF-8. */
    public static byte[] hmacSha1(byte[] key, String text) {
        return hmac("HmacSHA1", key, text);
    }

    /** Returns the HMAC-SHA-256 of a text in UTF-8. */
    public static byte[] hmacSha256(byte[] key, String text) {
        return hmac("HmacSHA256", key, text);
    }

    /** Returns bytes in lower-case hex. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns whether two texts are equal. The duration of the comparison does not depend on where the texts differ. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hash(String algorithm, byte[] data) {
        try {
            return MessageDigest.getInstance(algorithm).digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + algorithm, e);
        }
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            // SecretKeySpec rejects an empty key. HMAC pads keys with zero bytes, so a key of one zero byte gives the
            // same result.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + algorithm, e);
        }
    }
}
