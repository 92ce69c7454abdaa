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
 * Authenticates the events of one job that no seal covers yet. The HMAC is HMAC-SHA-256 (RFC 2104) over a constant for this purpose, the
 * ledger's id, the job's number and name, the event's sequence number, and the bytes of the event's line. The length of each text precedes
 * its bytes, so that different inputs never have the same bytes. Thread-safe.
 */
public final class EventMac {
    /** The length of an HMAC in bytes. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "efface event 1";

    private final String fingerprint;
    private final byte[] job;
    private final ThreadLocal<Mac> macs;

    /**
     * Creates an instance from a raw key.
     *
     * @param key the key, 32 bytes long
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

    /** Returns the key's fingerprint, which identifies the key in seals and in the ledger and does not reveal it. */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * Returns the HMAC of an event, {@value #BYTES} bytes long.
     *
     * @param seq the event's sequence number
     * @param line the bytes of the event's line, without the line end
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

    /**
     * Returns whether an HMAC is the HMAC of an event. The comparison takes the same time for all HMACs of the right length.
     *
     * @param hmac the HMAC to compare, or null, which never matches
     */
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
            throw new UncheckedIOException("writing to memory cannot fail", e);
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
