package io.efface;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes the short keyed hashes that replace identifiers in text. Each process chooses one random key. So a reader of a process's output
 * can see which ids are equal, and cannot find out the ids.
 */
final class Fingerprint {
    private static final int SHOWN_BYTES = 4;
    private static final byte[] PROCESS_KEY = drawKey();

    private Fingerprint() {}

    private static byte[] drawKey() {
        byte[] key = new byte[32];
        // nextBytes instead of generateSeed, because generateSeed may wait for the machine's entropy.
        new SecureRandom().nextBytes(key);
        return key;
    }

    static String of(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(PROCESS_KEY, "HmacSHA256"));
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }
}
