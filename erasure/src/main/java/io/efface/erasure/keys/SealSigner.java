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
import org.jspecify.annotations.Nullable;

/** Signs the seals of receipts with Ed25519 (RFC 8032), as the JDK implements it. Immutable and thread-safe. */
public final class SealSigner {
    private static final String TITLE = "PRIVATE KEY";
    private static final byte[] PROBE = "efface".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable PrivateKey key;
    private final SealKey publicKey;

    private SealSigner(@Nullable PrivateKey key, SealKey publicKey) {
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

    /** Returns a signer that has only the public key, so that it cannot sign. */
    static SealSigner withoutKey(SealKey publicKey) {
        return new SealSigner(null, publicKey);
    }

    /** Returns whether this signer has the private key. */
    public boolean canSign() {
        return key != null;
    }

    /**
     * Returns the signature over bytes.
     *
     * @throws IllegalStateException if {@link #canSign} is false
     */
    public byte[] sign(byte[] bytes) {
        if (key == null) {
            throw new IllegalStateException("the private key is missing");
        }
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
