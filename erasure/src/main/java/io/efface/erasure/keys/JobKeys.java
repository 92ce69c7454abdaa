package io.efface.erasure.keys;

/**
 * The keys of one job: what hides and finds its ids, and what signs its receipts. Immutable and thread-safe.
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

    /** Returns what hides the job's ids, and brings them back. */
    public JobCipher cipher() {
        return cipher;
    }

    /** Returns what signs the job's seals. */
    public SealSigner signer() {
        return signer;
    }

    /** Returns the text to keep with the job, by which the same keys are known again; it gives no key away. */
    public String fingerprints() {
        return fingerprints;
    }

    /** Returns the fingerprints, never a key. */
    @Override
    public String toString() {
        return "JobKeys[" + fingerprints + "]";
    }
}
