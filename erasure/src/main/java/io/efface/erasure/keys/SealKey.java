package io.efface.erasure.keys;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The public key that verifies the seals of receipts. The key can be published. Immutable and thread-safe. */
public final class SealKey {
    static final String ALGORITHM = "Ed25519";
    private static final String TITLE = "PUBLIC KEY";

    private final PublicKey key;

    SealKey(PublicKey key) {
        this.key = key;
    }

    /**
     * Parses a public key.
     *
     * @param pem the PEM text of an Ed25519 public key, as in {@code signing.pub} and in the file {@code public.pem} of an export
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if the text is not an Ed25519 public key
     */
    public static SealKey parse(String pem) {
        try {
            return of(Pem.read(TITLE, pem));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new ErasureException(Reason.KEYS_UNSUITABLE, "this is not an Ed25519 public key in PEM form");
        }
    }

    static SealKey of(byte[] encoded) throws GeneralSecurityException {
        return new SealKey(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
    }

    /**
     * Returns whether a signature over bytes is valid for this key.
     *
     * @return true if the signature is valid; false if it is wrong or malformed
     */
    public boolean verifies(byte[] bytes, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(bytes);
            return check.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Ed25519 is part of every Java platform since 15", e);
        }
    }

    /** Returns the key as PEM text that ends with a line end. OpenSSL can read the text. */
    public String pem() {
        return Pem.write(TITLE, key.getEncoded());
    }

    /** Returns the SHA-256 of the encoded key in hex. People can compare keys by their fingerprints. */
    public String fingerprint() {
        return Digests.sha256(key.getEncoded());
    }

    /** Returns the key's fingerprint. */
    @Override
    public String toString() {
        return "SealKey[" + fingerprint() + "]";
    }

    /** The text form of keys that OpenSSL reads and writes (RFC 7468). */
    static final class Pem {
        private static final int LINE = 64;

        private Pem() {}

        static String write(String title, byte[] encoded) {
            Base64.Encoder base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
            return "-----BEGIN " + title + "-----\n"
                    + new String(base64.encode(encoded), StandardCharsets.US_ASCII)
                    + "\n-----END " + title + "-----\n";
        }

        /**
         * Returns the decoded content of the first block with a title.
         *
         * @throws IllegalArgumentException if there is no such block
         */
        static byte[] read(String title, String pem) {
            String begin = "-----BEGIN " + title + "-----";
            int from = pem.indexOf(begin);
            int to = pem.indexOf("-----END " + title + "-----");
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("no such block");
            }
            return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
        }
    }
}
