package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.keys.JobCipher;
import io.efface.erasure.keys.KeyFolder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

    /** Returns whether the other job hashes ids with the same key, so that the people of both jobs can be compared. */
    boolean canCompare(Job other) {
        return keys.hashesAs(other.keys());
    }

    /**
     * Returns the error for a job whose people cannot be compared.
     *
     * @param account the name of the account in the other job
     */
    static ErasureException cannotCompare(Job other, String account) {
        return new ErasureException(
                Reason.KEYS_DIFFER,
                "the job '" + other.name()
                        + "' was planned with another hash.key, and faces that it detached from people"
                        + " may still exist in the account '" + account + "'; without that key, Efface cannot find out"
                        + " whose faces these are, and might report"
                        + " people as absent although their faces"
                        + " exist;"
                        + " run and"
                        + " verify"
                        + " the job"
                        + " '" + other.name() + "' with its own key folder first" + orScrub(other));
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

    private static String orScrub(Job other) {
        return "; if the key is lost, 'efface scrub --force --job " + other.name()
                + "' gives these faces up and records their number";
    }
}
