package io.efface.erasure.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprints that identify the keys of a job in the ledger. The fingerprint of a secret key is a part of the SHA-256 of a constant
 * and the key. The fingerprint reveals nothing about a key of 256 random bits.
 *
 * @param data the fingerprint of the key that encrypts the job's ids
 * @param hash the fingerprint of the key for the hashes of ids
 * @param signing the fingerprint of the key that signs seals
 * @param mac the fingerprint of the key of the events' HMACs; null for a job of a ledger of version 1, whose events have no HMACs
 */
record Fingerprints(
        String data, String hash, String signing, @Nullable String mac) {
    private static final int SHORT = 32;
    private static final Pattern TEXT =
            Pattern.compile("data:([0-9a-f]{32}) hash:([0-9a-f]{32}) signing:([0-9a-f]{64})(?: mac:([0-9a-f]{32}))?");

    static String ofSecret(String name, byte[] key) {
        byte[] word = ("efface " + name.toLowerCase(Locale.ROOT) + " key\n").getBytes(StandardCharsets.US_ASCII);
        byte[] both =
                ByteBuffer.allocate(word.length + key.length).put(word).put(key).array();
        return Digests.sha256(both).substring(0, SHORT);
    }

    /** Parses the text that a ledger contains; returns null if the text has another form. */
    static @Nullable Fingerprints parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? new Fingerprints(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4))
                : null;
    }

    Fingerprints withMac(String fingerprint) {
        return new Fingerprints(data, hash, signing, fingerprint);
    }

    String text() {
        return "data:" + data + " hash:" + hash + " signing:" + signing + (mac == null ? "" : " mac:" + mac);
    }
}
