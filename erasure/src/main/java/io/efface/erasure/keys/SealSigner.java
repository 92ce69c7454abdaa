package io.efface.erasure.keys;

import io.efface.erasure.keys.SealKey.Pem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/** Signs the seals of receipts with Ed25519 (RFC 8032), as the JDK implements it. Immutable and thread-safe. */
public final class SealSigner {
    private static final String TITLE = "PRIVATE KEY";
    private static final byte[] PROBE = "efface".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey key;
    private final SealKey publicKey;

    private SealSigner(PrivateKey key, SealKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /** Returns a new pair of keys in the form that {@link #read} parses: the private key, followed by the public key. */
    static byte[] make() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(SealKey.ALGORITHM).generateKeyPair();
            String text = Pem.write(TITLE, pair.getPrivate().getEncoded()) + new SealKey(pair.getPublic()).pem();
            return text.getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every Java platform since 15", e);
        }
    }

    /**
     * Parses a pair of keys.
     *
     * @throws IllegalArgumentException if the file does not contain Ed25519 keys, or if the two keys do not belong together. The message
     *     does not contain the file's text
     */
    static SealSigner read(byte[] file) {
        String text = new String(file, StandardCharsets.US_ASCII);
        try {
            PrivateKey key = KeyFactory.getInstance(SealKey.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.read(TITLE, text)));
            SealSigner signer = new SealSigner(key, SealKey.of(Pem.read("PUBLIC KEY", text)));
            if (!signer.publicKey.verifies(PROBE, signer.sign(PROBE))) {
                throw new IllegalArgumentException("the two keys in the file do not belong together");
            }
            return signer;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the file does not contain Ed25519 keys");
        }
    }

    /** Returns the signature over bytes. */
    public byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(SealKey.ALGORITHM);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every Java platform since 15", e);
        }
    }

    /** Returns the public key, which verifies the signatures of this signer. */
    public SealKey publicKey() {
        return publicKey;
    }

    /** Returns the public key's fingerprint, never the private key. */
    @Override
    public String toString() {
        return "SealSigner[" + publicKey.fingerprint() + "]";
    }
}
