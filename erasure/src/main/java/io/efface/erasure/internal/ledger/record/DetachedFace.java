package io.efface.erasure.internal.ledger.record;

import io.efface.FaceId;
import io.efface.erasure.ErasureException;
import io.efface.erasure.keys.JobCipher;

/**
 * A face that a deletion has detached from its person, in order to delete the face afterwards. The vendor may still store the face,
 * although a read of the person no longer lists it. Immutable and thread-safe.
 *
 * @param target the number of the person's target
 * @param hash the keyed hash of the face's id
 * @param hidden the encrypted id of the face
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record DetachedFace(long target, byte[] hash, byte[] hidden) {
    /** Encrypts the id of a face that a deletion of a target is about to detach. */
    public static DetachedFace of(FaceId face, long target, JobCipher cipher) {
        return new DetachedFace(
                target, cipher.hash(face.value()), cipher.encrypt(face.value(), target, JobCipher.DETACHED));
    }

    /**
     * Returns the face's id.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the encrypted id was changed or belongs to another job
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
