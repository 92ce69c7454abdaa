package io.efface.erasure.internal.ledger.record;

import io.efface.FaceId;
import io.efface.erasure.ErasureException;
import io.efface.erasure.keys.JobCipher;

/**
 * A face that a deletion detached from its person before deleting it: no read of the person lists it any more, and the vendor may
 * still hold it. Immutable and thread-safe.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record DetachedFace(long target, byte[] hash, byte[] hidden) {
    /** Hides the id of a face that a deletion of a target is about to detach. */
    public static DetachedFace of(FaceId face, long target, JobCipher cipher) {
        return new DetachedFace(
                target, cipher.hash(face.value()), cipher.encrypt(face.value(), target, JobCipher.DETACHED));
    }

    /**
     * Returns the face's id.
     *
     * @throws ErasureException if the ledger's value was changed, or is not of this job
     */
    public FaceId id(JobCipher cipher) {
        return FaceId.of(new HiddenId(hidden, target, JobCipher.DETACHED).text(cipher));
    }

    /** Contains no id. */
    @Override
    public String toString() {
        return "DetachedFace[target " + target + ']';
    }
}
