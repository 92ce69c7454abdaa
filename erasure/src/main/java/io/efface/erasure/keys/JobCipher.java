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
 * Hashes and encrypts the ids of one job. Equal ids have equal hashes. A ciphertext can be decrypted as long as the data key exists.
 *
 * <p>The hash is the first 16 bytes of HMAC-SHA-256 over the text in UTF-8. A person and a subject with the same text have the same hash,
 * so that one hold list serves both. The ciphertext is a random nonce of 12 bytes followed by the output of AES-256-GCM. The row number and
 * the part number are authenticated together with the ciphertext, so that a ciphertext cannot be moved to another row in the ledger.
 * Thread-safe.
 */
public final class JobCipher {
    /** The part number of the subject's id in a row. */
    public static final int SUBJECT = -1;
    /** The part number of the person's id in a row. The faces of a row have the part numbers from 0. */
    public static final int PERSON = -2;
    /** The part number of a face that a deletion detached from the person. Several faces of a row can have this number. */
    public static final int DETACHED = -3;

    /** The length of a hash in bytes. */
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
     * Creates an instance from raw keys.
     *
     * @param hashKey the key of the hashes, 32 bytes long
     * @param dataKey the key of the encryption, 32 bytes long
     * @param scope a text that identifies the ledger and the job of the ciphertexts
     * @param random the source of nonces
     */
    JobCipher(byte[] hashKey, byte[] dataKey, String scope, SecureRandom random) {
        this.hashKey = new SecretKeySpec(hashKey, "HmacSHA256");
        this.dataKey = new SecretKeySpec(dataKey, "AES");
        this.scope = scope.getBytes(StandardCharsets.UTF_8);
        this.random = random;
        this.macs = ThreadLocal.withInitial(() -> mac(this.hashKey));
    }

    /** Returns the keyed hash of an id, {@value #HASH_BYTES} bytes long. */
    public byte[] hash(String id) {
        return Arrays.copyOf(macs.get().doFinal(id.getBytes(StandardCharsets.UTF_8)), HASH_BYTES);
    }

    /** Returns the same keyed hash as {@link #hash(String)} of an instance with this key. */
    static byte[] hash(byte[] hashKey, String id) {
        Mac mac = mac(new SecretKeySpec(hashKey, "HmacSHA256"));
        return Arrays.copyOf(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)), HASH_BYTES);
    }

    /**
     * Encrypts an id.
     *
     * @param row the number of the row that contains the id
     * @param part {@link #SUBJECT}, {@link #PERSON}, {@link #DETACHED}, or the number of a face in the row
     */
    public byte[] encrypt(String id, long row, int part) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        try {
            Cipher cipher = ciphers.get();
            cipher.init(Cipher.ENCRYPT_MODE, dataKey, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(associatedData(row, part));
            byte[] ciphertext = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(text.length));
            cipher.doFinal(text, 0, text.length, ciphertext, NONCE_BYTES);
            return ciphertext;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        }
    }

    /**
     * Decrypts an id.
     *
     * @param ciphertext the result of {@link #encrypt}
     * @param row the number of the row that contains the id
     * @param part the part number that was given to {@link #encrypt}
     * @throws IllegalArgumentException if {@link #encrypt} did not create the ciphertext for this row and part with this key
     */
    public String decrypt(byte[] ciphertext, long row, int part) {
        if (ciphertext.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new IllegalArgumentException("the ledger contains an encrypted id that is too short");
        }
        try {
            Cipher cipher = ciphers.get();
            cipher.init(Cipher.DECRYPT_MODE, dataKey, new GCMParameterSpec(TAG_BITS, ciphertext, 0, NONCE_BYTES));
            cipher.updateAAD(associatedData(row, part));
            byte[] text = cipher.doFinal(ciphertext, NONCE_BYTES, ciphertext.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new IllegalArgumentException(
                    "the ledger contains an encrypted id that belongs to another row or was changed", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        }
    }

    private byte[] associatedData(long row, int part) {
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
