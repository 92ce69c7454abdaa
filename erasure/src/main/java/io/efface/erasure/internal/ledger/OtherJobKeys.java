package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.KeyFolder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys that decrypt the detached faces of other jobs of a ledger. The errors name the other job, and what the operator can do.
 * Thread-safe.
 */
final class OtherJobKeys {
    private final String ledger;
    private final KeyFolder keys;
    private final Map<Integer, JobCipher> ciphers = new ConcurrentHashMap<>();

    OtherJobKeys(String ledger, KeyFolder keys) {
        this.ledger = ledger;
        this.keys = keys;
    }

    /**
     * Checks that the key folder still contains the keys of the job that looks for the faces.
     *
     * @throws ErasureException of reason {@code KEYS_MISSING}, {@code KEYS_DIFFER} or {@code KEYS_UNSUITABLE} if these keys are missing,
     *     different or unsuitable
     */
    void requireUnchanged(Job own) {
        keys.requireUnchanged(ledger, own.number(), own.keys());
    }

    /** Returns whether the other job hashes ids with the same key, so that the people of both jobs can be compared. */
    boolean canCompare(Job other) {
        return keys.hashesAs(other.keys());
    }

    /**
     * Returns the error for a job whose people cannot be compared.
     *
     * @param account the name of the account in the other job, or null if it cannot be read
     */
    static ErasureException cannotCompare(Job other, @Nullable String account) {
        return new ErasureException(
                Reason.KEYS_DIFFER,
                "the job '" + other.name()
                        + "' was planned with another hash.key, and faces that it detached from people"
                        + " may still exist" + (account == null ? "" : " in the account '" + account + "'")
                        + "; without that key, Efface cannot find out whose faces these are, so it would report people"
                        + " as absent although their faces exist; run and verify the job '" + other.name()
                        + "' with its own key folder first" + orScrub(other));
    }

    /**
     * Returns the cipher of the other job.
     *
     * @throws ErasureException of reason {@code KEYS_MISSING}, {@code KEYS_DIFFER} or {@code KEYS_UNSUITABLE} if the keys of that job are
     *     missing, different or unsuitable
     */
    JobCipher cipher(Job other) {
        try {
            return ciphers.computeIfAbsent(
                    other.number(),
                    number -> keys.job(ledger, number, other.keys()).cipher());
        } catch (ErasureException e) {
            throw new ErasureException(
                    e.reason(),
                    "the job '" + other.name()
                            + "' detached faces of people of this job, which may still exist, and the"
                            + " ids of these faces cannot be decrypted: " + e.getMessage() + "; restore the key"
                            + orScrub(other),
                    e);
        }
    }

    /**
     * Returns the error for a damaged cell of the other job.
     *
     * @param damage the error that names the damaged cell
     */
    static ErasureException unreadable(Job other, ErasureException damage) {
        return new ErasureException(
                damage.reason(),
                "the job '" + other.name()
                        + "' detached faces, perhaps of people of this job, which may still exist, and the ledger's data"
                        + " about these faces cannot be read: " + damage.getMessage(),
                damage);
    }

    private static String orScrub(Job other) {
        return "; if the key is lost, 'efface scrub --force --job " + other.name()
                + "' gives these faces up and records their number";
    }
}
