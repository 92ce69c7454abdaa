package io.efface.erasure.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hides the ids of one job: a keyed hash finds equal ids, and a ciphertext brings the text back for as long as the data key lives.
 *
 * <p>The hash is the first 16 bytes of HMAC-SHA256 over the text in UTF-8; a person and a subject of equal text have the same one, so
 * that one hold list serves both. The ciphertext is AES-256-GCM with a random nonce of 12 bytes in front; it is bound to its place
 * (row and part), so that two rows cannot be exchanged in the ledger. Thread-safe.
 */
public final class JobCipher {
    /** The part of a row that is its subject's id. */
    public static final int SUBJECT = -1;
    /** The part of a row that is its person's id; its faces are the parts 0 and up. */
    public static final int PERSON = -2;
    /** The part of a row that is a face which a deletion detached from the person; a row may have several. */
    public static final int DETACHED = -3;

    /** Bytes of a hash. */
    public static final int HASH_BYTES = 16;

    private static final String AES = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec hashKey;
    private final SecretKeySpec dataKey;
    private final byte[] scope;
    private final SecureRandom random;
    private final ThreadLocal<Mac> macs;
    private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(JobCipher::aes);

    /**
     * Makes a cipher of raw keys.
     *
     * @param hashKey 32 bytes
     * @param dataKey 32 bytes
     * @param scope the ledger and job that the ciphertexts belong to
     */
    JobCipher(byte[] hashKey, byte[] dataKey, String scope, SecureRandom random) {
        this.hashKey = new SecretKeySpec(hashKey, "HmacSHA256");
        this.dataKey = new SecretKeySpec(dataKey, "AES");
        this.scope = scope.getBytes(StandardCharsets.UTF_8);
        this.random = random;
        this.macs = ThreadLocal.withInitial(() -> mac(this.hashKey));
    }

    /** Returns the keyed hash of an id, {@link #HASH_BYTES} long. */
    public byte[] hash(String id) {
        return Arrays.copyOf(macs.get().doFinal(id.getBytes(StandardCharsets.UTF_8)), HASH_BYTES);
    }

    /**
     * Hides an id.
     *
     * @param row the row it belongs to
     * @param part {@link #SUBJECT}, {@link #PERSON}, {@link #DETACHED}, or a face's number in its row
     */
    public byte[] encrypt(String id, long row, int part) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        try {
            Cipher cipher = ciphers.get();
            cipher.init(Cipher.ENCRYPT_MODE, dataKey, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place(row, part));
            byte[] hidden = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(text.length));
            cipher.doFinal(text, 0, text.length, hidden, NONCE_BYTES);
            return hidden;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        }
    }

    /**
     * Brings an id back.
     *
     * @throws IllegalArgumentException if this is not what {@link #encrypt} made for this place with this key
     */
    public String decrypt(byte[] hidden, long row, int part) {
        if (hidden.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new IllegalArgumentException("the ledger holds an id that is too short to be one");
        }
        try {
            Cipher cipher = ciphers.get();
            cipher.init(Cipher.DECRYPT_MODE, dataKey, new GCMParameterSpec(TAG_BITS, hidden, 0, NONCE_BYTES));
            cipher.updateAAD(place(row, part));
            byte[] text = cipher.doFinal(hidden, NONCE_BYTES, hidden.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new IllegalArgumentException("the ledger holds an id that is not this row's, or was changed", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        }
    }

    private byte[] place(long row, int part) {
        return ByteBuffer.allocate(scope.length + Long.BYTES + Integer.BYTES)
                .put(scope)
                .putLong(row)
                .putInt(part)
                .array();
    }

    private static Cipher aes() {
        try {
            return Cipher.getInstance(AES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        }
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }
}
