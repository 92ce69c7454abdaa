package io.efface.erasure.keys;

/**
 * The keys of one job: the keys that hash and encrypt its ids, and the key that signs its receipts. Immutable and thread-safe.
 *
 * @see KeyFolder#createJob
 * @see KeyFolder#job
 */
public final class JobKeys {
    private final JobCipher cipher;
    private final SealSigner signer;
    private final String fingerprints;

    JobKeys(JobCipher cipher, SealSigner signer, String fingerprints) {
        this.cipher = cipher;
        this.signer = signer;
        this.fingerprints = fingerprints;
    }

    /** Returns the cipher that hashes, encrypts and decrypts the job's ids. */
    public JobCipher cipher() {
        return cipher;
    }

    /** Returns the signer of the job's seals. */
    public SealSigner signer() {
        return signer;
    }

    /**
     * Returns the fingerprints of the keys as one text, which the ledger stores to recognise the keys later. The text does not reveal a
     * key.
     */
    public String fingerprints() {
        return fingerprints;
    }

    /** Returns the fingerprints, never a key. */
    @Override
    public String toString() {
        return "JobKeys[" + fingerprints + "]";
    }
}
