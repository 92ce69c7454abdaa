package io.efface.erasure.keys;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the events of one job until a seal covers them: HMAC-SHA-256 (RFC 2104) over a word for this purpose, the ledger's id,
 * the job's number and name, the event's sequence number, and the bytes of its line. Each text and the line come with their length in
 * front, so that two different inputs never have the same bytes. Thread-safe.
 */
public final class EventMac {
    /** Bytes of an HMAC. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "efface event 1";

    private final String fingerprint;
    private final byte[] job;
    private final ThreadLocal<Mac> macs;

    /**
     * Makes one of a raw key.
     *
     * @param key 32 bytes
     * @param ledger the ledger's id
     * @param number the job's number in the ledger
     * @param name the job's name
     */
    EventMac(byte[] key, String ledger, int number, String name) {
        SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
        this.fingerprint = fingerprint(key);
        this.job = prefix(ledger, number, name);
        this.macs = ThreadLocal.withInitial(() -> mac(secret));
    }

    static String fingerprint(byte[] key) {
        return Fingerprints.ofSecret("mac", key);
    }

    /** Returns what the key is known by in seals and in the ledger; it does not reveal the key. */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * Returns the HMAC of an event, {@value #BYTES} bytes long.
     *
     * @param seq the event's sequence number
     * @param line the event's bytes without the line's end
     */
    public byte[] of(long seq, byte[] line) {
        Mac mac = macs.get();
        mac.update(job);
        mac.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(seq)
                .putInt(line.length)
                .array());
        return mac.doFinal(line);
    }

    /** Returns whether this is the HMAC of an event, in a time that does not depend on where they differ. */
    public boolean matches(long seq, byte[] line, byte @Nullable [] hmac) {
        return hmac != null && MessageDigest.isEqual(of(seq, line), hmac);
    }

    private static byte[] prefix(String ledger, int number, String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, PURPOSE);
            text(out, ledger);
            out.writeInt(number);
            text(out, name);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    /** Returns the key's fingerprint, never the key. */
    @Override
    public String toString() {
        return "EventMac[" + fingerprint + "]";
    }
}
